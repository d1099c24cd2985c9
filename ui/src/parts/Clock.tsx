import { useSyncExternalStore } from 'react'
import { elapsed, formatAgo, formatDuration, formatIn, formatTicking, formatTime, instant } from '../lib/duration'

const watchers = new Set<() => void>()
let timer: number | undefined
let now = Date.now()

function watch(changed: () => void): () => void {
  if (timer === undefined) now = Date.now()
  watchers.add(changed)
  timer ??= window.setInterval(() => {
    now = Date.now()
    for (const watcher of watchers) watcher()
  }, 1000)
  return () => {
    watchers.delete(changed)
    if (watchers.size > 0) return
    window.clearInterval(timer)
    timer = undefined
  }
}

const still = () => () => {}
const readNow = () => now

/** The present, second by second, from one shared timer; it stands still when `ticking` is off. */
export function useNow(ticking = true): number {
  return useSyncExternalStore(ticking ? watch : still, readNow)
}

export function Ago({ time }: { time: string | undefined }) {
  const current = useNow()
  const ms = instant(time)
  if (ms === undefined) return <span className="faint">–</span>
  return (
    <time dateTime={time} title={formatTime(ms)}>
      {formatAgo(ms, Math.max(current, ms))}
    </time>
  )
}

/** A time to come. */
export function Until({ time }: { time: string | undefined }) {
  const current = useNow()
  const ms = instant(time)
  if (ms === undefined) return <span className="faint">–</span>
  return (
    <time dateTime={time} title={formatTime(ms)}>
      {formatIn(ms, current)}
    </time>
  )
}

/** How long it took; ticks while there is no end. */
export function Took({ from, to, running }: { from: string | undefined; to: string | undefined; running: boolean }) {
  const ticking = running && instant(from) !== undefined && instant(to) === undefined
  const current = useNow(ticking)
  const ms = ticking || instant(to) !== undefined ? elapsed(from, to, current) : undefined
  if (ms === undefined) return <span className="faint">–</span>
  return <span className="numbers">{ticking ? formatTicking(ms) : ms === 0 ? '< 1 s' : formatDuration(ms)}</span>
}
