import type { Trigger } from '../api/types'

export type Repeat = 'hourly' | 'daily' | 'weekly' | 'monthly' | 'interval' | 'cron'

/** A trigger as its form has it; every field is text, right or wrong. */
export interface TriggerDraft {
  repeat: Repeat
  /** `HH:MM` of a day, for daily, weekly and monthly. */
  time: string
  /** Minute of the hour. */
  minute: string
  /** 0 is Sunday. */
  weekday: string
  monthday: string
  every: string
  unit: Unit
  cron: string
  zone: string
  /** As `<input type="datetime-local">` has them, on this machine's clocks. */
  start: string
  end: string
}

export type Unit = 'seconds' | 'minutes' | 'hours' | 'days'

const SECONDS: Record<Unit, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
export const UNITS = Object.keys(SECONDS) as Unit[]
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

export function newDraft(): TriggerDraft {
  return { repeat: 'daily', time: '03:00', minute: '0', weekday: '1', monthday: '1', every: '15', unit: 'minutes', cron: '0 0 3 * * *', zone: ownZone(), start: '', end: '' }
}

/** The draft of a trigger; a cron that is one of the plain repeats becomes that repeat. */
export function draftOf(trigger: Trigger): TriggerDraft {
  const { cron_schedule: cron, periodic_schedule: periodic } = trigger
  const bounds = { start: localOf((cron ?? periodic)?.start_time), end: localOf((cron ?? periodic)?.end_time) }
  const draft = { ...newDraft(), ...bounds }
  if (periodic) return { ...draft, repeat: 'interval', ...intervalOf(Number(periodic.interval_second ?? 0)) }
  if (!cron) return draft
  return { ...draft, zone: cron.time_zone || 'UTC', cron: cron.cron ?? '', ...plainOf(cron.cron ?? '') }
}

function intervalOf(seconds: number): { every: string; unit: Unit } {
  const unit = UNITS.toReversed().find((one) => seconds % SECONDS[one] === 0) ?? 'seconds'
  return { every: String(seconds / SECONDS[unit]), unit }
}

/** Which plain repeat a cron is: `0 MIN HOUR DAY * WEEKDAY` with numbers or stars. */
function plainOf(cron: string): Partial<TriggerDraft> & { repeat: Repeat } {
  const match = /^0 (\d{1,2}) (\d{1,2}|\*) (\d{1,2}|\*) \* ([0-6]|\*)$/.exec(cron.trim())
  const [, minute = '', hour = '', day = '', weekday = ''] = match ?? []
  if (!match) return { repeat: 'cron' }
  if (hour === '*') return day === '*' && weekday === '*' ? { repeat: 'hourly', minute } : { repeat: 'cron' }
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (day !== '*') return weekday === '*' ? { repeat: 'monthly', time, monthday: day } : { repeat: 'cron' }
  return weekday === '*' ? { repeat: 'daily', time } : { repeat: 'weekly', time, weekday }
}

function cronOf(draft: TriggerDraft): string {
  const [hour = '0', minute = '0'] = draft.time.split(':')
  const at = `0 ${Number(minute)} ${Number(hour)}`
  switch (draft.repeat) {
    case 'hourly':
      return `0 ${draft.minute} * * * *`
    case 'daily':
      return `${at} * * *`
    case 'weekly':
      return `${at} * * ${draft.weekday}`
    case 'monthly':
      return `${at} ${draft.monthday} * *`
    case 'interval':
    case 'cron':
      return draft.cron.trim()
  }
}

/** The trigger that a draft stands for; the server says what is wrong with it. */
export function triggerOf(draft: TriggerDraft): Trigger {
  const start = isoOf(draft.start)
  const end = isoOf(draft.end)
  const bounds = { ...(start ? { start_time: start } : {}), ...(end ? { end_time: end } : {}) }
  if (draft.repeat === 'interval') {
    return { periodic_schedule: { interval_second: String(Number(draft.every) * SECONDS[draft.unit]), ...bounds } }
  }
  const zone = draft.zone.trim()
  return { cron_schedule: { cron: cronOf(draft), ...(zone && zone !== 'UTC' ? { time_zone: zone } : {}), ...bounds } }
}

/** What only this form can know to be wrong. */
export function draftError(draft: TriggerDraft): string | undefined {
  if (draft.repeat === 'interval' && !/^[1-9]\d{0,8}$/.test(draft.every.trim())) return 'The interval is a whole number from 1 on.'
  if (draft.repeat === 'hourly' && !/^[0-5]?\d$/.test(draft.minute.trim())) return 'The minute is a number from 0 to 59.'
  if (draft.repeat === 'monthly' && !/^([1-9]|[12]\d|3[01])$/.test(draft.monthday.trim())) return 'The day is a number from 1 to 31.'
  if (['daily', 'weekly', 'monthly'].includes(draft.repeat) && !/^\d\d:\d\d$/.test(draft.time)) return 'Give the time of day.'
  return undefined
}

/** A trigger in words: "every day at 03:00 (Europe/Berlin)". */
export function triggerWords(trigger: Trigger): string {
  const draft = draftOf(trigger)
  const { cron_schedule: cron, periodic_schedule: periodic } = trigger
  if (periodic) return `every ${draft.every === '1' ? draft.unit.replace(/s$/, '') : `${draft.every} ${draft.unit}`}`
  if (!cron) return 'once'
  const words: Record<Repeat, string> = {
    hourly: `every hour at minute ${draft.minute}`,
    daily: `every day at ${draft.time}`,
    weekly: `every ${WEEKDAYS[Number(draft.weekday)]} at ${draft.time}`,
    monthly: `on day ${draft.monthday} of the month at ${draft.time}`,
    interval: '',
    cron: `cron ${draft.cron}`,
  }
  return `${words[draft.repeat]} (${draft.zone})`
}

const isoOf = (local: string): string | undefined => {
  const ms = Date.parse(local)
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined
}

function localOf(time: string | undefined): string {
  const ms = Date.parse(time ?? '')
  if (!Number.isFinite(ms)) return ''
  const date = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
