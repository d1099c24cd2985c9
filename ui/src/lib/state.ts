import type { KfpRun, LoopCounts, State, TaskRow } from '../api/types'

interface StateWords {
  label: string
  /** One word for CSS: the eight states share six colours. */
  tone: 'pending' | 'running' | 'succeeded' | 'skipped' | 'failed' | 'canceled' | 'paused'
}

const WORDS: Record<State, StateWords> = {
  PENDING: { label: 'Pending', tone: 'pending' },
  RUNNING: { label: 'Running', tone: 'running' },
  SUCCEEDED: { label: 'Succeeded', tone: 'succeeded' },
  SKIPPED: { label: 'Skipped', tone: 'skipped' },
  FAILED: { label: 'Failed', tone: 'failed' },
  CANCELING: { label: 'Canceling', tone: 'paused' },
  CANCELED: { label: 'Canceled', tone: 'canceled' },
  PAUSED: { label: 'Paused', tone: 'paused' },
}

/** Words of a state; a state this page doesn't know reads as pending but keeps its own name. */
export function wordsOf(state: State | undefined): StateWords {
  if (state && state in WORDS) return WORDS[state]
  return { label: state ? String(state) : 'Pending', tone: 'pending' }
}

const FINAL: ReadonlySet<State> = new Set(['SUCCEEDED', 'SKIPPED', 'FAILED', 'CANCELED'])

export const isFinal = (state: State | undefined): boolean => state !== undefined && FINAL.has(state)

/**
 * The state to show for a run of KFP's list. On that wire a cancelled run ends FAILED, because the SDK's waiters know
 * no CANCELED; its history (CANCELING just before) or its error tells the truth.
 */
export function shownState(run: KfpRun): State {
  const state = run.state ?? 'PENDING'
  if (state !== 'FAILED') return state
  const history = run.state_history ?? []
  const message = run.error?.message ?? history.at(-1)?.error?.message ?? ''
  const cancelled = history.at(-2)?.state === 'CANCELING' || /^cancell?ed by\b/i.test(message)
  return cancelled ? 'CANCELED' : 'FAILED'
}

export type StateCounts = Partial<Record<State, number>>

export function countStates(rows: Iterable<TaskRow>): StateCounts {
  const counts: StateCounts = {}
  for (const row of rows) counts[row.state] = (counts[row.state] ?? 0) + 1
  return counts
}

/** A loop's counts as states; what is neither done nor running counts as waiting until the loop is over. */
export function statesOfLoop({ total, succeeded, failed, running }: LoopCounts, state: State): StateCounts {
  const rest = Math.max(0, total - succeeded - failed - running)
  const others: State = state === 'CANCELED' ? 'CANCELED' : isFinal(state) ? 'SKIPPED' : 'PENDING'
  return { SUCCEEDED: succeeded, FAILED: failed, RUNNING: running, [others]: rest }
}

export const totalOf = (counts: StateCounts): number => Object.values(counts).reduce((sum, n) => sum + (n ?? 0), 0)
