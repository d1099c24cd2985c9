import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState, type FormEvent } from 'react'
import { createRun, listExperiments, type NewRun } from '../../api/kfp'
import { createSchedule } from '../../api/schedules'
import type { Json, KfpRun, PipelineVersion } from '../../api/types'
import { inputsOf, parseAll, textOf, type PipelineInput } from '../../lib/inputs'
import { draftError, newDraft, triggerOf } from '../../lib/schedule'
import { proposeName } from '../../lib/text'
import { Button, ErrorBox, LinkButton } from '../../parts/basics'
import { tell } from '../../parts/Toasts'
import { links, type Query } from '../../router/route'
import { go, useSetQuery } from '../../router/useRoute'
import { ScheduleFields, type ScheduleDraft } from '../schedules/ScheduleFields'
import { ParameterField } from './ParameterField'

/** What is run: a stored version, or the document that an earlier run carried with it. */
type Source = { version: PipelineVersion; name: string } | { spec: Record<string, Json> }

interface NewRunFormProps {
  source: Source
  original: KfpRun | undefined
  query: Query
}

function initialTexts(inputs: readonly PipelineInput[], original: KfpRun | undefined): Record<string, string> {
  const given = original?.runtime_config?.parameters ?? {}
  return Object.fromEntries(inputs.map((input) => [input.name, textOf(given[input.name] ?? input.fallback, input.type)]))
}

export function NewRunForm({ source, original, query }: NewRunFormProps) {
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const spec = 'spec' in source ? source.spec : source.version.pipeline_spec
  const inputs = useMemo(() => inputsOf(spec), [spec])
  const [texts, setTexts] = useState(() => initialTexts(inputs, original))
  const [name, setName] = useState(() =>
    original ? `${original.display_name.replace(/^Clone of /, '')} again` : proposeName('name' in source ? source.name : 'run'),
  )
  const [description, setDescription] = useState(original?.description ?? '')
  const [experiment, setExperiment] = useState(query.experimentId ?? original?.experiment_id ?? '')
  const [tried, setTried] = useState(false)
  const recurring = query.recurring === '1'
  const [schedule, setSchedule] = useState<ScheduleDraft>(() => ({ trigger: newDraft(), maxConcurrency: '1', catchUp: true }))
  const [latest, setLatest] = useState(false)
  const { values, errors } = parseAll(inputs, texts)
  const create = useMutation({
    mutationFn: async () => (recurring ? links.schedule((await createSchedule(scheduleOf())).recurring_run_id) : links.run((await createRun(requestOf())).run_id)),
    onSuccess: (place) => {
      tell(recurring ? 'The schedule is made.' : 'The run is started.')
      void client.invalidateQueries({ queryKey: [recurring ? 'schedules' : 'runs'] })
      go(place)
    },
  })

  const requestOf = (): NewRun => ({
    display_name: name.trim(),
    ...(description.trim() ? { description: description.trim() } : {}),
    ...(experiment ? { experiment_id: experiment } : {}),
    ...('spec' in source
      ? { pipeline_spec: source.spec }
      : {
          pipeline_version_reference: {
            pipeline_id: source.version.pipeline_id,
            ...(recurring && latest ? {} : { pipeline_version_id: source.version.pipeline_version_id }),
          },
        }),
    runtime_config: { parameters: values },
  })
  const scheduleOf = () => ({
    ...requestOf(),
    mode: 'ENABLE' as const,
    max_concurrency: schedule.maxConcurrency,
    no_catchup: !schedule.catchUp,
    trigger: triggerOf(schedule.trigger),
  })
  const able = name.trim() !== '' && Object.keys(errors).length === 0 && !(recurring && draftError(schedule.trigger))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (able) create.mutate()
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }

  return (
    <form className="form" ref={form} onSubmit={submit} noValidate>
      <WhenChoice query={query} recurring={recurring} />
      <label className={`field${tried && name.trim() === '' ? ' wrong' : ''}`}>
        <span>{recurring ? 'Name of the schedule' : 'Run name'}</span>
        <input type="text" value={name} maxLength={128} aria-invalid={tried && name.trim() === ''} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="form-row">
        <ExperimentChoice value={experiment} onChange={setExperiment} />
        <label className="field">
          <span>
            Description <span className="faint">optional</span>
          </span>
          <input type="text" value={description} onChange={(event) => setDescription(event.target.value)} />
        </label>
      </div>
      {recurring && <ScheduleFields draft={schedule} onChange={setSchedule} />}
      {recurring && 'version' in source && (
        <label className="check">
          <input type="checkbox" checked={latest} onChange={(event) => setLatest(event.target.checked)} />
          Always use the newest version of the pipeline
        </label>
      )}
      <fieldset>
        <legend>Parameters</legend>
        {recurring && (
          <p className="field-words">
            Text may hold <code>[[ScheduledTime]]</code>, <code>[[Index]]</code> and the like, which differ each time.
          </p>
        )}
        {inputs.length === 0 && <p className="soft">This pipeline takes none.</p>}
        {inputs.map((input) => (
          <ParameterField
            key={input.name}
            input={input}
            text={texts[input.name] ?? ''}
            error={shownError(input, texts[input.name] ?? '', errors[input.name], tried)}
            changed={(texts[input.name] ?? '') !== textOf(input.fallback, input.type)}
            onChange={(text) => setTexts((before) => ({ ...before, [input.name]: text }))}
          />
        ))}
      </fieldset>
      {create.error && <ErrorBox error={create.error} title={recurring ? 'The schedule could not be made' : 'The run could not be started'} />}
      <div className="form-actions">
        <Button kind="primary" type="submit" icon={recurring ? 'clock' : 'play'} id="startNewRunBtn" disabled={create.isPending}>
          {create.isPending ? 'Starting…' : recurring ? 'Make the schedule' : 'Start run'}
        </Button>
        <LinkButton href={recurring ? links.schedules() : links.runs()} kind="quiet">
          Cancel
        </LinkButton>
      </div>
    </form>
  )
}

/** Once, or again and again: the address says which, as KFP's has it. */
function WhenChoice({ query, recurring }: { query: Query; recurring: boolean }) {
  const setQuery = useSetQuery(query)
  return (
    <div className="when" role="radiogroup" aria-label="When">
      <label className="check">
        <input type="radio" name="when" checked={!recurring} onChange={() => setQuery({ recurring: undefined })} />
        Once, now
      </label>
      <label className="check">
        <input type="radio" name="when" checked={recurring} onChange={() => setQuery({ recurring: '1' })} />
        On a schedule
      </label>
    </div>
  )
}

/** A field not yet filled in is no mistake until someone tries to start. */
function shownError(input: PipelineInput, text: string, error: string | undefined, tried: boolean): string | undefined {
  return tried || (text.trim() !== '' && text !== textOf(input.fallback, input.type)) ? error : undefined
}

function ExperimentChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { data } = useQuery({ queryKey: ['experiments'], queryFn: () => listExperiments(undefined, 200) })
  return (
    <label className="field">
      <span>Experiment</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Default</option>
        {(data?.items ?? [])
          .filter((one) => one.display_name !== 'Default' || one.experiment_id === value)
          .map((one) => (
            <option key={one.experiment_id} value={one.experiment_id}>
              {one.display_name}
            </option>
          ))}
      </select>
    </label>
  )
}
