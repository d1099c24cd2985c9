const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "340 ms", "12.4 s", "4 min 10 s", "2 h 05 min", "3 d 4 h": two units at most, never a negative. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds)
  if (ms < SECOND) return `${Math.round(ms)} ms`
  if (ms < 59.5 * SECOND) return `${(ms / SECOND).toFixed(ms < 9.95 * SECOND ? 1 : 0)} s`
  if (ms < HOUR) {
    const seconds = Math.max(60, Math.floor(ms / SECOND))
    return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`
  }
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${pad(Math.floor((ms % HOUR) / MINUTE))} min`
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`
}

/** Like {@link formatDuration}, in whole seconds: a ticking clock must not flicker its tenths. */
export function formatTicking(milliseconds: number): string {
  const ms = Math.max(0, milliseconds)
  return ms < MINUTE ? `${Math.floor(ms / SECOND)} s` : formatDuration(ms)
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** Milliseconds of an RFC 3339 time. KFP's "unset" times (1970, year 1) count as absent. */
export function instant(time: string | undefined): number | undefined {
  if (!time) return undefined
  const ms = Date.parse(time)
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
}

/** How long something took, or has taken until `now`; undefined before its start. */
export function elapsed(startedAt: string | undefined, finishedAt: string | undefined, now: number): number | undefined {
  const start = instant(startedAt)
  if (start === undefined) return undefined
  return Math.max(0, (instant(finishedAt) ?? now) - start)
}

/** "just now", "4 min ago", "2 h ago", "yesterday", then the date. */
export function formatAgo(ms: number, now: number): string {
  const gone = now - ms
  if (gone < 10 * SECOND) return 'just now'
  if (gone < MINUTE) return `${Math.floor(gone / SECOND)} s ago`
  if (gone < HOUR) return `${Math.floor(gone / MINUTE)} min ago`
  if (gone < DAY) return `${Math.floor(gone / HOUR)} h ago`
  if (gone < 7 * DAY) return `${Math.floor(gone / DAY)} d ago`
  const date = new Date(ms)
  const sameYear = date.getFullYear() === new Date(now).getFullYear()
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** "now", "in 40 s", "in 4 min", "in 2 h", "in 3 d", then the date. */
export function formatIn(ms: number, now: number): string {
  const left = ms - now
  if (left < SECOND) return 'now'
  if (left < MINUTE) return `in ${Math.ceil(left / SECOND)} s`
  if (left < HOUR) return `in ${Math.floor(left / MINUTE)} min`
  if (left < DAY) return `in ${Math.floor(left / HOUR)} h`
  if (left < 7 * DAY) return `in ${Math.floor(left / DAY)} d`
  return new Date(ms).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
}

export function formatTime(ms: number): string {
  return new Date(ms).toLocaleString(undefined, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
}
