import { useQuery } from '@tanstack/react-query'
import { previewSchedule } from '../../api/schedules'
import { formatTime, instant } from '../../lib/duration'
import { draftError, triggerOf, UNITS, WEEKDAYS, type Repeat, type TriggerDraft, type Unit } from '../../lib/schedule'
import { ErrorBox } from '../../parts/basics'
import { useSettled } from '../../parts/useSettled'

const REPEATS: Record<Repeat, string> = {
  hourly: 'Every hour',
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
  interval: 'At an interval',
  cron: 'Cron expression',
}

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]

/** What the form holds beside the trigger. */
export interface ScheduleDraft {
  trigger: TriggerDraft
  maxConcurrency: string
  catchUp: boolean
}

interface ScheduleFieldsProps {
  draft: ScheduleDraft
  onChange: (draft: ScheduleDraft) => void
}

/** When a schedule fires, with the times that come of it. */
export function ScheduleFields({ draft, onChange }: ScheduleFieldsProps) {
  const { trigger } = draft
  const change = (part: Partial<TriggerDraft>) => onChange({ ...draft, trigger: { ...trigger, ...part } })
  return (
    <fieldset>
      <legend>Schedule</legend>
      <div className="form-row">
        <label className="field">
          <span>Repeat</span>
          <select value={trigger.repeat} onChange={(event) => change({ repeat: event.target.value as Repeat })}>
            {Object.entries(REPEATS).map(([repeat, label]) => (
              <option key={repeat} value={repeat}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <Detail trigger={trigger} onChange={change} />
      </div>
      {trigger.repeat !== 'interval' && <Zone value={trigger.zone} onChange={(zone) => change({ zone })} />}
      <div className="form-row">
        <Moment label="From" value={trigger.start} onChange={(start) => change({ start })} />
        <Moment label="Until" value={trigger.end} onChange={(end) => change({ end })} />
      </div>
      <div className="form-row">
        <label className="field">
          <span>Unfinished runs at most</span>
          <input type="number" min={1} max={10} value={draft.maxConcurrency} onChange={(event) => onChange({ ...draft, maxConcurrency: event.target.value })} />
        </label>
        <label className="check">
          <input type="checkbox" checked={draft.catchUp} onChange={(event) => onChange({ ...draft, catchUp: event.target.checked })} />
          Make up for every time missed while no server ran
        </label>
      </div>
      <NextTimes draft={draft} />
    </fieldset>
  )
}

interface DetailProps {
  trigger: TriggerDraft
  onChange: (part: Partial<TriggerDraft>) => void
}

function Detail({ trigger, onChange }: DetailProps) {
  switch (trigger.repeat) {
    case 'hourly':
      return <Text label="At minute" value={trigger.minute} onChange={(minute) => onChange({ minute })} />
    case 'daily':
      return <TimeOfDay trigger={trigger} onChange={onChange} />
    case 'weekly':
      return (
        <div className="form-row">
          <label className="field">
            <span>On</span>
            <select value={trigger.weekday} onChange={(event) => onChange({ weekday: event.target.value })}>
              {WEEKDAYS.map((day, i) => (
                <option key={day} value={i}>
                  {day}
                </option>
              ))}
            </select>
          </label>
          <TimeOfDay trigger={trigger} onChange={onChange} />
        </div>
      )
    case 'monthly':
      return (
        <div className="form-row">
          <Text label="On day" value={trigger.monthday} onChange={(monthday) => onChange({ monthday })} />
          <TimeOfDay trigger={trigger} onChange={onChange} />
        </div>
      )
    case 'interval':
      return (
        <div className="form-row">
          <Text label="Every" value={trigger.every} onChange={(every) => onChange({ every })} />
          <label className="field">
            <span>Unit</span>
            <select value={trigger.unit} onChange={(event) => onChange({ unit: event.target.value as Unit })}>
              {UNITS.map((unit) => (
                <option key={unit}>{unit}</option>
              ))}
            </select>
          </label>
        </div>
      )
    case 'cron':
      return (
        <div>
          <Text label="Cron" value={trigger.cron} onChange={(cron) => onChange({ cron })} />
          <p className="field-words">second minute hour day-of-month month [day-of-week]</p>
        </div>
      )
  }
}

function TimeOfDay({ trigger, onChange }: DetailProps) {
  return (
    <label className="field">
      <span>At</span>
      <input type="time" value={trigger.time} onChange={(event) => onChange({ time: event.target.value })} />
    </label>
  )
}

function Text({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span>{label}</span>
      <input type="text" value={value} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

function Moment({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span>
        {label} <span className="faint">optional, your clock</span>
      </span>
      <input type="datetime-local" step={1} value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

function Zone({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  return (
    <label className="field">
      <span>Time zone</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {!ZONES.includes(value) && <option>{value}</option>}
        {ZONES.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
    </label>
  )
}

/** The server works the times out: what it says here is what it will do. */
function NextTimes({ draft }: { draft: ScheduleDraft }) {
  const wrong = draftError(draft.trigger)
  const settled = useSettled(JSON.stringify([triggerOf(draft.trigger), !draft.catchUp]))
  const times = useQuery({
    queryKey: ['schedule-preview', settled],
    queryFn: ({ signal }) => {
      const [trigger, noCatchup] = JSON.parse(settled) as [ReturnType<typeof triggerOf>, boolean]
      return previewSchedule(trigger, noCatchup, signal)
    },
    enabled: wrong === undefined,
    retry: false,
    placeholderData: (before) => before,
  })
  if (wrong) {
    return (
      <p className="field-error" role="alert">
        {wrong}
      </p>
    )
  }
  if (times.error) return <ErrorBox error={times.error} title="This schedule cannot fire" />
  return <FireTimes times={times.data ?? []} />
}

export function FireTimes({ times }: { times: readonly string[] }) {
  if (times.length === 0) return <p className="soft">It does not fire any more.</p>
  return (
    <div className="fire-times" aria-live="polite">
      <span className="soft">Next</span>
      <ol>
        {times.map((time) => (
          <li key={time}>
            <time dateTime={time}>{formatTime(instant(time) ?? 0)}</time>
          </li>
        ))}
      </ol>
    </div>
  )
}
