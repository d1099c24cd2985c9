import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { listRuns } from '../../api/kfp'
import type { KfpRun, Page, RunChange, State } from '../../api/types'
import { isFinal } from '../../lib/state'
import { useRunChanges } from '../../live/changes'

const PAGE_SIZE = 50
const REFRESH_GAP = 1500

interface RunListQuery {
  text: string
  states: State[]
  archived: boolean
  experimentId: string | undefined
  scheduleId?: string | undefined
  pageToken: string | undefined
}

/**
 * One page of runs, kept live. Known rows change in place; new runs wait behind a bar while someone points at the list
 * or has scrolled, so that no row moves under a pointer.
 */
export function useRunList(query: RunListQuery) {
  const client = useQueryClient()
  const { text, archived, experimentId = '', scheduleId = '', pageToken = '' } = query
  const states = query.states.join(',')
  const key = useMemo(
    () => ['runs', text, states, archived, experimentId, scheduleId, pageToken],
    [text, states, archived, experimentId, scheduleId, pageToken],
  )
  const fetchPage = useCallback(
    (signal?: AbortSignal) => listRuns({ ...query, pageSize: PAGE_SIZE }, signal),
    // oxlint-disable-next-line react/exhaustive-deps -- the key holds every part of the query
    [key],
  )
  const result = useQuery({ queryKey: key, queryFn: ({ signal }) => fetchPage(signal), placeholderData: keepPreviousData })
  const fresh = useFreshPage(key, fetchPage)
  useRunChanges(fresh.onChange)
  return {
    runs: result.data?.items,
    total: result.data?.total ?? 0,
    nextToken: result.data?.nextToken,
    pageSize: PAGE_SIZE,
    error: result.data ? null : result.error,
    stale: result.isPlaceholderData,
    waiting: fresh.waiting,
    setPointerInside: fresh.setPointerInside,
    showWaiting: () => {
      fresh.clear()
      void client.invalidateQueries({ queryKey: key })
    },
  }
}

type Fetch = (signal?: AbortSignal) => Promise<Page<KfpRun>>

function useFreshPage(key: unknown[], fetchPage: Fetch) {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<{ key: unknown[]; count: number }>({ key, count: 0 })
  const pointerInside = useRef(false)
  const timer = useRef<number | undefined>(undefined)

  const refresh = useCallback(async () => {
    const shown = client.getQueryData<Page<KfpRun>>(key)
    if (!shown) return
    const page = await fetchPage().catch(() => undefined)
    if (!page) return
    const known = new Set(shown.items.map((run) => run.run_id))
    const added = page.items.filter((run) => !known.has(run.run_id)).length
    if (added > 0 && (pointerInside.current || window.scrollY > 40)) {
      setWaiting({ key, count: added })
      const byId = new Map(page.items.map((run) => [run.run_id, run]))
      client.setQueryData<Page<KfpRun>>(key, { ...shown, items: shown.items.map((run) => byId.get(run.run_id) ?? run) })
      return
    }
    setWaiting({ key, count: 0 })
    client.setQueryData<Page<KfpRun>>(key, page)
  }, [client, key, fetchPage])

  useEffect(
    () => () => {
      window.clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  const onChange = useCallback(
    (change: RunChange) => {
      client.setQueryData<Page<KfpRun>>(key, (page) => page && patch(page, change))
      if (timer.current !== undefined) return
      timer.current = window.setTimeout(() => {
        timer.current = undefined
        void refresh()
      }, REFRESH_GAP)
    },
    [client, key, refresh],
  )
  const setPointerInside = useCallback((inside: boolean) => {
    pointerInside.current = inside
  }, [])
  return { onChange, waiting: waiting.key === key ? waiting.count : 0, clear: () => setWaiting({ key, count: 0 }), setPointerInside }
}

/** Shows a change at once; what it lacks (the end time, say) comes with the next read. */
function patch(page: Page<KfpRun>, change: RunChange): Page<KfpRun> {
  const at = page.items.findIndex((run) => run.run_id === change.run_id)
  const before = page.items[at]
  if (!before || before.state === change.state) return page
  const finished = isFinal(change.state) ? { finished_at: new Date().toISOString() } : {}
  const items = [...page.items]
  items[at] = { ...before, state: change.state, ...finished }
  return { ...page, items }
}
