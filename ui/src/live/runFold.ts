import type { RunView, TaskRow } from '../api/types'

/** All that the page knows about a run, folded from the stream. Never mutated: a fold answers a new one. */
export interface RunFold {
  run: RunView | undefined
  /** By path, which is a step's identity; attempts only change the row. */
  tasks: ReadonlyMap<string, TaskRow>
  /** Whether every task of the run is in `tasks`. */
  complete: boolean
  ended: boolean
}

export const EMPTY_FOLD: RunFold = { run: undefined, tasks: new Map(), complete: false, ended: false }

export interface StreamEvent {
  event: string
  data: string
}

/** Folds one stream message. Unknown events and broken data leave the fold as it is: a newer server may say more. */
export function foldEvent(fold: RunFold, message: StreamEvent): RunFold {
  if (message.event === 'end') return foldEnd(fold, parse(message.data))
  const data = parse(message.data)
  if (data === undefined) return fold
  if (message.event === 'run') return foldRun(fold, data as RunView)
  if (message.event === 'tasks') return foldTasks(fold, data)
  return fold
}

/** A snapshot got by GET and the stream may cross: the higher version wins. */
export function foldRun(fold: RunFold, run: RunView): RunFold {
  if (typeof run !== 'object' || typeof run.run_id !== 'string') return fold
  if (fold.run && fold.run.run_id === run.run_id && version(run) < version(fold.run)) return fold
  return { ...fold, run }
}

const version = (run: RunView): number => Number(run.version ?? 0)

function foldEnd(fold: RunFold, data: unknown): RunFold {
  const run = data as RunView | undefined
  const withRun = run && typeof run.run_id === 'string' && run.state ? foldRun(fold, run) : fold
  return { ...withRun, ended: true }
}

function foldTasks(fold: RunFold, data: unknown): RunFold {
  const page = Array.isArray(data) ? { tasks: data as TaskRow[] } : (data as { tasks?: TaskRow[]; complete?: boolean })
  const complete = fold.complete || page.complete === true
  return { ...fold, complete, tasks: mergeRows(fold.tasks, page.tasks ?? []) }
}

/** Rows replace those of the same path; unchanged rows keep their identity so that what shows them needn't redraw. */
export function mergeRows(tasks: ReadonlyMap<string, TaskRow>, rows: readonly TaskRow[]): ReadonlyMap<string, TaskRow> {
  if (rows.length === 0) return tasks
  const next = new Map(tasks)
  for (const row of rows) {
    if (typeof row?.path === 'string') next.set(row.path, row)
  }
  return next
}

/**
 * Adds rows of a page read beside the stream. The stream is newer than any page, so a row that it already brought
 * is kept.
 */
export function addOlderRows(fold: RunFold, rows: readonly TaskRow[], complete: boolean): RunFold {
  const missing = rows.filter((row) => !fold.tasks.has(row.path))
  if (missing.length === 0 && complete === fold.complete) return fold
  return { ...fold, complete: fold.complete || complete, tasks: mergeRows(fold.tasks, missing) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
