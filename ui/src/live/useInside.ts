import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { getTasks } from '../api/penstock'
import type { State, TaskRow } from '../api/types'
import { isFinal } from '../lib/state'
import { RunTree } from './tree'

/** How often what is on screen of a loop is read again while it runs: the stream carries only the loop's counts. */
const AGAIN_AFTER = 1200
const MOST_INSIDE = 2000

/** The steps inside of one iteration, and its own row; inner loops stand there without their iterations. */
export function useInside(runId: string, path: string | undefined) {
  const { data, error } = useQuery({
    queryKey: ['inside', runId, path],
    queryFn: ({ signal }) => getTasks(runId, { within: path ?? '', page_size: MOST_INSIDE }, signal),
    enabled: path !== undefined,
    refetchInterval: ({ state }) => (isFinal(rowAt(state.data?.tasks, path)?.state) ? false : AGAIN_AFTER),
  })
  const rows = data?.tasks
  const tree = useMemo(() => new RunTree(new Map((rows ?? []).map((row) => [row.path, row]))), [rows])
  return { tree, row: rowAt(rows, path), loaded: data !== undefined, error: data ? null : error }
}

const rowAt = (rows: readonly TaskRow[] | undefined, path: string | undefined) => rows?.find((row) => row.path === path)

export const ITERATIONS_PER_PAGE = 200

interface IterationPages {
  /** Row by its place in the list; those not yet read are missing. */
  rowAt: (place: number) => TaskRow | undefined
  error: Error | null
}

/** The iterations at the places `from` to `to` of a loop's list, all of them or those in one state. */
export function useIterations(loop: TaskRow, runId: string, state: State | undefined, from: number, to: number): IterationPages {
  const first = Math.floor(from / ITERATIONS_PER_PAGE)
  const last = Math.floor(Math.max(from, to - 1) / ITERATIONS_PER_PAGE)
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const results = useQueries({
    queries: numbers.map((number) => ({
      queryKey: ['iterations', runId, loop.path, state ?? '', number],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        getTasks(
          runId,
          {
            parent: loop.path,
            page_size: ITERATIONS_PER_PAGE,
            page_token: String(number * ITERATIONS_PER_PAGE),
            ...(state ? { state } : {}),
          },
          signal,
        ),
      refetchInterval: isFinal(loop.state) ? (false as const) : AGAIN_AFTER,
      placeholderData: keepPreviousData,
    })),
  })
  const rowAt = (place: number) => {
    const page = results[Math.floor(place / ITERATIONS_PER_PAGE) - first]
    return page?.isPlaceholderData ? undefined : page?.data?.tasks?.[place % ITERATIONS_PER_PAGE]
  }
  return { rowAt, error: results.find((result) => result.error && !result.data)?.error ?? null }
}
