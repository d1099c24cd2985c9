import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { getKfpRun, getVersion, listVersions } from '../../api/kfp'
import { getVersionGraph, previewRerun, rerun } from '../../api/penstock'
import type { Json, RerunRequest, RunView, StaticGraph } from '../../api/types'
import { inputsOf, parseAll, textOf, type PipelineInput } from '../../lib/inputs'
import { changedParameters, startingPoints } from '../../lib/rerun'
import { Button, ErrorBox, Skeleton } from '../../parts/basics'
import { Dialog } from '../../parts/Dialog'
import { tell } from '../../parts/Toasts'
import { useSettled } from '../../parts/useSettled'
import { links } from '../../router/route'
import { go } from '../../router/useRoute'
import { ParameterField } from '../pipeline/ParameterField'
import { RerunPreviewTable } from './RerunPreviewTable'
import '../../styles/forms.css'
import '../../styles/rerun.css'

interface RerunDialogProps {
  run: RunView
  graph: StaticGraph | undefined
  onClose: () => void
}

/** A new run that takes over what an earlier one finished; what would run, and why, is shown before it starts. */
export default function RerunDialog({ run, graph, onClose }: RerunDialogProps) {
  const [from, setFrom] = useState<readonly string[]>([])
  const [versionId, setVersionId] = useState(run.pipeline_version_id ?? '')
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const [name, setName] = useState(`${run.display_name} re-run`)
  const other = versionId !== (run.pipeline_version_id ?? '') ? versionId : undefined
  const spec = useSpec(run, versionId)
  const otherGraph = useQuery({
    queryKey: ['version-graph', run.pipeline_id, other],
    queryFn: () => getVersionGraph(run.pipeline_id ?? '', other ?? ''),
    enabled: other !== undefined,
  })
  const inputs = useMemo(() => inputsOf(spec.data), [spec.data])
  const given = useMemo(() => run.parameters ?? {}, [run.parameters])
  const shown = Object.fromEntries(inputs.map((input) => [input.name, texts[input.name] ?? textOf(given[input.name] ?? input.fallback, input.type)]))
  const { values, errors } = parseAll(inputs, shown)
  const request: RerunRequest = {
    from_tasks: [...from],
    ...(other ? { pipeline_version_id: other } : {}),
    ...parametersOf(values, given, inputs),
    display_name: name.trim(),
  }
  const wrong = Object.keys(errors).length > 0 || name.trim() === ''
  const start = useMutation({
    mutationFn: () => rerun(run.run_id, request),
    onSuccess: ({ run_id }) => {
      tell('The re-run is started.')
      go(links.run(run_id))
    },
  })
  return (
    <Dialog
      title={`Re-run “${run.display_name}”`}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" icon="play" disabled={wrong || start.isPending} onClick={() => start.mutate()}>
            {start.isPending ? 'Starting…' : 'Start the re-run'}
          </Button>
        </>
      }
    >
      <div className="rerun">
        <div className="rerun-choices">
          <label className="field">
            <span>Name of the new run</span>
            <input type="text" value={name} maxLength={128} aria-invalid={name.trim() === ''} onChange={(event) => setName(event.target.value)} />
          </label>
          {run.pipeline_id && <VersionChoice run={run} pipelineId={run.pipeline_id} value={versionId} onChange={setVersionId} />}
          <StepChoice graph={other ? otherGraph.data : graph} chosen={from} onChange={setFrom} />
          <Parameters inputs={inputs} loading={spec.isPending} shown={shown} errors={errors} given={given} onChange={(input, text) => setTexts({ ...texts, [input]: text })} />
        </div>
        <Preview runId={run.run_id} request={request} wrong={Object.keys(errors).length > 0} />
        {start.error && <ErrorBox error={start.error} title="The re-run could not be started" />}
      </div>
    </Dialog>
  )
}

function parametersOf(values: Record<string, Json>, given: Record<string, Json>, inputs: readonly PipelineInput[]): { parameters?: Record<string, Json> } {
  const changed = changedParameters(values, given, inputs)
  return Object.keys(changed).length > 0 ? { parameters: changed } : {}
}

/** The document whose inputs the form shows: of the version chosen, or the one the run brought with it. */
function useSpec(run: RunView, versionId: string) {
  return useQuery({
    queryKey: ['rerun-spec', run.run_id, versionId],
    queryFn: async () =>
      run.pipeline_id && versionId
        ? ((await getVersion(run.pipeline_id, versionId)).pipeline_spec ?? {})
        : ((await getKfpRun(run.run_id)).pipeline_spec ?? {}),
    staleTime: 60_000,
  })
}

function VersionChoice({ run, pipelineId, value, onChange }: { run: RunView; pipelineId: string; value: string; onChange: (id: string) => void }) {
  const { data } = useQuery({ queryKey: ['versions', pipelineId], queryFn: () => listVersions(pipelineId) })
  return (
    <label className="field">
      <span>Pipeline version</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {!data?.items.some((version) => version.pipeline_version_id === run.pipeline_version_id) && <option value={run.pipeline_version_id ?? ''}>as before</option>}
        {(data?.items ?? []).map((version) => (
          <option key={version.pipeline_version_id} value={version.pipeline_version_id}>
            {version.display_name ?? version.name}
            {version.pipeline_version_id === run.pipeline_version_id ? ' (as before)' : ''}
          </option>
        ))}
      </select>
    </label>
  )
}

interface StepChoiceProps {
  graph: StaticGraph | undefined
  chosen: readonly string[]
  onChange: (paths: string[]) => void
}

function StepChoice({ graph, chosen, onChange }: StepChoiceProps) {
  const points = useMemo(() => startingPoints(graph), [graph])
  const toggle = (path: string) => onChange(chosen.includes(path) ? chosen.filter((one) => one !== path) : [...chosen, path])
  return (
    <fieldset className="rerun-steps">
      <legend>Run anew from</legend>
      <p className="field-words">The steps chosen, and all that come after them. With none chosen, only what changed or did not succeed.</p>
      {!graph && <Skeleton rows={3} />}
      <div className="rerun-list">
        {points.map((point) => (
          <label key={point.path} className="check" style={{ paddingLeft: point.depth * 18 }}>
            <input type="checkbox" checked={chosen.includes(point.path)} onChange={() => toggle(point.path)} />
            {point.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface ParametersProps {
  inputs: readonly PipelineInput[]
  loading: boolean
  shown: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
  given: Readonly<Record<string, Json>>
  onChange: (name: string, text: string) => void
}

function Parameters({ inputs, loading, shown, errors, given, onChange }: ParametersProps) {
  if (loading) return <Skeleton rows={3} />
  if (inputs.length === 0) return null
  return (
    <fieldset>
      <legend>Parameters</legend>
      {inputs.map((input) => {
        // What the run was started with is where this form begins, so that is what "changed" compares with.
        const before = { ...input, fallback: given[input.name] ?? input.fallback }
        return (
          <ParameterField
            key={input.name}
            input={before}
            text={shown[input.name] ?? ''}
            error={errors[input.name]}
            changed={shown[input.name] !== textOf(before.fallback, input.type)}
            undo="As before"
            onChange={(text) => onChange(input.name, text)}
          />
        )
      })}
    </fieldset>
  )
}

function Preview({ runId, request, wrong }: { runId: string; request: RerunRequest; wrong: boolean }) {
  const { display_name: _, ...asked } = request
  const settled = useSettled(JSON.stringify(asked))
  const preview = useQuery({
    queryKey: ['rerun-preview', runId, settled],
    queryFn: ({ signal }) => previewRerun(runId, JSON.parse(settled) as RerunRequest, signal),
    enabled: !wrong,
    placeholderData: (before) => before,
    staleTime: 0,
  })
  return (
    <section className="rerun-preview" aria-label="What the re-run would do" aria-busy={preview.isFetching}>
      {wrong && <p className="soft">Correct the values marked to see what would run.</p>}
      {preview.error && <ErrorBox error={preview.error} title="There is no preview" onRetry={() => void preview.refetch()} />}
      {!preview.data && !preview.error && !wrong && <Skeleton rows={6} />}
      {preview.data && !preview.error && <RerunPreviewTable preview={preview.data} dimmed={wrong || preview.isPlaceholderData} />}
    </section>
  )
}
