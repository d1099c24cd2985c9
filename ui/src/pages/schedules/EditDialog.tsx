import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { getVersion, listVersions } from '../../api/kfp'
import { changeSchedule } from '../../api/schedules'
import type { Json, Schedule } from '../../api/types'
import { inputsOf, parseAll, textOf } from '../../lib/inputs'
import { draftError, draftOf, triggerOf } from '../../lib/schedule'
import { Button, ErrorBox, Skeleton } from '../../parts/basics'
import { Dialog } from '../../parts/Dialog'
import { tell } from '../../parts/Toasts'
import { ParameterField } from '../pipeline/ParameterField'
import { ScheduleFields } from './ScheduleFields'
import '../../styles/forms.css'

/** Changes a schedule in place. */
export default function EditDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState(schedule.display_name)
  const [draft, setDraft] = useState({
    trigger: draftOf(schedule.trigger),
    maxConcurrency: schedule.max_concurrency ?? '1',
    catchUp: !schedule.no_catchup,
  })
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const spec = useSpec(schedule)
  const inputs = useMemo(() => inputsOf(spec.data), [spec.data])
  const given = schedule.runtime_config?.parameters ?? {}
  const shown = Object.fromEntries(inputs.map((input) => [input.name, texts[input.name] ?? textOf(given[input.name] ?? input.fallback, input.type)]))
  const { values, errors } = parseAll(inputs, shown)
  const wrong = name.trim() === '' || Object.keys(errors).length > 0 || draftError(draft.trigger) !== undefined
  const root = schedule.runtime_config?.pipeline_root
  const save = useMutation({
    mutationFn: () =>
      changeSchedule(schedule.recurring_run_id, {
        display_name: name.trim(),
        max_concurrency: draft.maxConcurrency,
        no_catchup: !draft.catchUp,
        trigger: triggerOf(draft.trigger),
        runtime_config: { parameters: spec.data ? values : given, ...(root ? { pipeline_root: root } : {}) },
      }),
    onSuccess: () => {
      tell('Changed.')
      void client.invalidateQueries({ queryKey: ['schedule', schedule.recurring_run_id] })
      onClose()
    },
  })
  return (
    <Dialog
      title={`Edit “${schedule.display_name}”`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" icon="check" disabled={wrong || save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        </>
      }
    >
      <div className="form">
        <label className={`field${name.trim() === '' ? ' wrong' : ''}`}>
          <span>Name</span>
          <input type="text" value={name} maxLength={255} aria-invalid={name.trim() === ''} onChange={(event) => setName(event.target.value)} />
        </label>
        <ScheduleFields draft={draft} onChange={setDraft} />
        {spec.isLoading && <Skeleton rows={3} />}
        {inputs.length > 0 && (
          <fieldset>
            <legend>Parameters</legend>
            {inputs.map((input) => (
              <ParameterField
                key={input.name}
                input={input}
                text={shown[input.name] ?? ''}
                error={errors[input.name]}
                changed={shown[input.name] !== textOf(input.fallback, input.type)}
                onChange={(text) => setTexts({ ...texts, [input.name]: text })}
              />
            ))}
          </fieldset>
        )}
        {save.error && <ErrorBox error={save.error} title="The schedule could not be changed" />}
      </div>
    </Dialog>
  )
}

/** The document whose inputs the form shows: its own, that of its version, or that of the newest one. */
function useSpec(schedule: Schedule) {
  const { pipeline_id: pipelineId, pipeline_version_id: versionId } = schedule.pipeline_version_reference ?? {}
  return useQuery({
    queryKey: ['schedule-spec', schedule.recurring_run_id],
    queryFn: async (): Promise<Record<string, Json>> => {
      if (!pipelineId) return schedule.pipeline_spec ?? {}
      if (versionId) return (await getVersion(pipelineId, versionId)).pipeline_spec ?? {}
      return (await listVersions(pipelineId)).items[0]?.pipeline_spec ?? {}
    },
    staleTime: 60_000,
    retry: false,
  })
}
