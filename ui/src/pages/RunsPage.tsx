import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { State } from '../api/types'
import { FEWEST, MOST } from '../lib/compare'
import { plural } from '../lib/text'
import { Button, ErrorBox, LinkButton, Skeleton } from '../parts/basics'
import { PageHead } from '../parts/page'
import { Pager } from '../parts/Pager'
import { SearchField } from '../parts/SearchField'
import { links, type Query } from '../router/route'
import { go, useSetQuery } from '../router/useRoute'
import { RunsEmpty } from './runs/RunsEmpty'
import { RunsTable } from './runs/RunsTable'
import { StateFilter } from './runs/StateFilter'
import { useRunList } from './runs/useRunList'

interface RunsPageProps {
  archived: boolean
  query: Query
}

export function RunsPage({ archived, query }: RunsPageProps) {
  return (
    <div className="page">
      <PageHead
        title={archived ? 'Archived runs' : 'Runs'}
        actions={
          <>
            <LinkButton href={archived ? links.runs() : links.archivedRuns()} kind="quiet" icon={archived ? 'runs' : 'archive'}>
              {archived ? 'Active runs' : 'Archive'}
            </LinkButton>
            <LinkButton href={links.newRun()} kind="primary" icon="plus" id="createNewRunBtn">
              New run
            </LinkButton>
          </>
        }
      />
      <RunList archived={archived} query={query} />
    </div>
  )
}

/** The list with its filters: on the runs page, and on the page of an experiment or a schedule for its runs alone. */
export function RunList({ archived, query, experimentId, scheduleId }: RunsPageProps & { experimentId?: string; scheduleId?: string }) {
  const client = useQueryClient()
  const setQuery = useSetQuery(query)
  const text = query.q ?? ''
  const states = (query.state ?? '').split(',').filter((state) => state !== '') as State[]
  const list = useRunList({ text, states, archived, experimentId, scheduleId, pageToken: query.page })
  const [trail, setTrail] = useState<string[]>([])
  const [ticked, setTicked] = useState<readonly string[]>([])
  const tick = useCallback(
    (runId: string) => setTicked((before) => (before.includes(runId) ? before.filter((one) => one !== runId) : [...before, runId])),
    [],
  )
  const filtered = text !== '' || states.length > 0

  const filter = useCallback(
    (changes: Record<string, string | undefined>) => {
      setTrail([])
      setQuery({ ...changes, page: undefined })
    },
    [setQuery],
  )
  const next = () => {
    setTrail([...trail, query.page ?? ''])
    setQuery({ page: list.nextToken }, 'push')
  }
  const previous = () => {
    const before = trail.at(-1)
    setTrail(trail.slice(0, -1))
    setQuery({ page: before || undefined }, 'push')
  }

  return (
    <section aria-label="Runs" className="list-section">
      <div className="list-tools">
        <SearchField value={text} onChange={(q) => filter({ q })} label="Search runs by name" />
        <StateFilter states={states} onChange={(next) => filter({ state: next.join(',') })} />
        <span className="list-count" role="status">
          {list.runs && plural(list.total, 'run')}
        </span>
      </div>
      {ticked.length > 0 && <CompareBar ticked={ticked} onClear={() => setTicked([])} />}
      {list.waiting > 0 && (
        <div className="new-rows">
          <Button kind="plain" onClick={list.showWaiting}>
            {plural(list.waiting, 'new run')} · show
          </Button>
        </div>
      )}
      {list.error !== null && (
        <ErrorBox error={list.error} title="The runs cannot be read" onRetry={() => void client.invalidateQueries({ queryKey: ['runs'] })} />
      )}
      {!list.runs && list.error === null && <Skeleton rows={8} />}
      {list.runs && list.runs.length > 0 && (
        <RunsTable runs={list.runs} dimmed={list.stale} showExperiment={!experimentId} ticked={ticked} onTick={tick} onPointerInside={list.setPointerInside} />
      )}
      {list.runs?.length === 0 && scheduleId && !filtered && <p className="soft">No runs yet.</p>}
      {list.runs?.length === 0 && !(scheduleId && !filtered) && (
        <RunsEmpty filtered={filtered} archived={archived} onClear={() => filter({ q: undefined, state: undefined })} />
      )}
      {list.runs && (
        <Pager
          from={query.page && trail.length === 0 ? undefined : trail.length * list.pageSize}
          shown={list.runs.length}
          total={list.total}
          {...(query.page ? { onPrevious: previous } : {})}
          {...(list.nextToken ? { onNext: next } : {})}
        />
      )}
    </section>
  )
}

function CompareBar({ ticked, onClear }: { ticked: readonly string[]; onClear: () => void }) {
  const able = ticked.length >= FEWEST && ticked.length <= MOST
  return (
    <div className="compare-bar" role="status">
      <span>{plural(ticked.length, 'run')} chosen</span>
      <Button kind="primary" icon="compare" id="compareBtn" disabled={!able} onClick={() => go(links.compare(ticked))}>
        Compare
      </Button>
      {!able && <span className="soft">{`${FEWEST} to ${MOST} can be compared`}</span>}
      <Button kind="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  )
}
