import { useEffect, useMemo, useState } from 'react'
import { ApiError } from '../api/errors'
import { getTasks, runEventsPath } from '../api/penstock'
import { addOlderRows, EMPTY_FOLD, foldEvent, type RunFold } from './runFold'
import { followStream, type Freshness } from './stream'
import { RunTree } from './tree'

export interface RunLive {
  fold: RunFold
  tree: RunTree
  freshness: Freshness
  error: ApiError | undefined
}

/** Several messages often come at once; drawing waits this long for them. */
const FLUSH_AFTER = 40
const ROWS_PER_READ = 1000
/** More rows than this are not held by the page; the step list then says how many there are. */
export const MOST_ROWS = 20_000

/**
 * Follows a run: its projection and its tasks, live until it ends. Iterations of loops are not among them, a loop's own
 * row says how far they are; `useInside` reads those on screen. The component must be keyed by the run.
 */
export function useRunLive(runId: string): RunLive {
  const [fold, setFold] = useState<RunFold>(EMPTY_FOLD)
  const [freshness, setFreshness] = useState<Freshness>('connecting')
  const [error, setError] = useState<ApiError>()

  useEffect(() => {
    let latest = EMPTY_FOLD
    let timer: number | undefined
    const flush = () => {
      timer = undefined
      setFold(latest)
    }
    const update = (next: RunFold) => {
      if (next === latest) return
      latest = next
      timer ??= window.setTimeout(flush, FLUSH_AFTER)
    }
    const stop = followStream(runEventsPath(runId), {
      onMessage: (message) => {
        update(foldEvent(latest, message))
        if (!latest.ended) return
        setFreshness('ended')
        stop()
      },
      onFreshness: setFreshness,
      onRefused: setError,
    })
    const stopReading = readTheRest(runId, () => latest, update)
    return () => {
      stop()
      stopReading()
      window.clearTimeout(timer)
    }
  }, [runId])

  const tree = useMemo(() => new RunTree(fold.tasks), [fold.tasks])
  return { fold, tree, freshness, error }
}

/** The stream's first page holds 2 000 tasks at most; the others of a wider run are read beside it, page by page. */
function readTheRest(runId: string, latest: () => RunFold, update: (fold: RunFold) => void): () => void {
  const abort = new AbortController()
  const read = async () => {
    let token: string | undefined
    do {
      const page = await getTasks(
        runId,
        { within: '/', page_size: ROWS_PER_READ, ...(token ? { page_token: token } : {}) },
        abort.signal,
      )
      token = page.next_page_token || undefined
      update(addOlderRows(latest(), page.tasks ?? [], token === undefined))
    } while (token !== undefined && latest().tasks.size < MOST_ROWS)
  }
  const wait = window.setInterval(() => {
    const { tasks, complete } = latest()
    if (tasks.size === 0 && !complete) return
    window.clearInterval(wait)
    // What fails here is only the tail of a very long list; the list says that it is not whole.
    if (!complete) read().catch(() => undefined)
  }, 500)
  return () => {
    window.clearInterval(wait)
    abort.abort()
  }
}
