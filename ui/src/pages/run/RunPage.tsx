import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { getRunGraph, getTask } from '../../api/penstock'
import type { State, TaskRow } from '../../api/types'
import { iterationAround } from '../../lib/paths'
import { firstFailure } from '../../live/tree'
import { useInside } from '../../live/useInside'
import { useRunLive, type RunLive } from '../../live/useRunLive'
import { Empty, ErrorBox, LinkButton, Skeleton } from '../../parts/basics'
import { PageHead } from '../../parts/page'
import { Tabs } from '../../parts/Tabs'
import { links, type Query } from '../../router/route'
import { useSetQuery } from '../../router/useRoute'
import { SidePanel } from '../../step/SidePanel'
import { StepPanel } from '../../step/StepPanel'
import { RunDetails } from './RunDetails'
import { RunHeader } from './RunHeader'
import { placeOf, RunPlace } from './RunPlace'
import '../../styles/run.css'
import '../../styles/graph.css'
import '../../styles/panel.css'

const TABS = [
  { id: 'graph', label: 'Graph' },
  { id: 'steps', label: 'Steps' },
  { id: 'details', label: 'Details' },
] as const
type TabId = (typeof TABS)[number]['id']

interface RunPageProps {
  runId: string
  executionId: string | undefined
  query: Query
}

export default function RunPage({ runId, executionId, query }: RunPageProps) {
  const live = useRunLive(runId)
  const { run } = live.fold
  if (live.error && !run) return <RunMissing live={live} runId={runId} />
  if (!run) {
    return (
      <div className="page">
        <PageHead title="Run" crumbs={[{ label: 'Runs', href: links.runs() }]} />
        <Skeleton rows={8} />
      </div>
    )
  }
  return <RunView live={live} runId={runId} executionId={executionId} query={query} />
}

function RunMissing({ live, runId }: { live: RunLive; runId: string }) {
  if (live.error?.status !== 404) {
    return (
      <div className="page">
        <PageHead title="Run" crumbs={[{ label: 'Runs', href: links.runs() }]} />
        <ErrorBox error={live.error} title="This run cannot be read" onRetry={() => window.location.reload()} />
      </div>
    )
  }
  return (
    <div className="page">
      <PageHead title="No such run" crumbs={[{ label: 'Runs', href: links.runs() }]} />
      <Empty title="This run is not on this server" icon="search">
        <p>
          <code>{runId}</code> was deleted, or belongs to another server or data folder.
        </p>
        <LinkButton href={links.runs()}>Go to the runs</LinkButton>
      </Empty>
    </div>
  )
}

function RunView({ live, runId, executionId, query }: { live: RunLive } & RunPageProps) {
  const setQuery = useSetQuery(query)
  const { fold, tree } = live
  const tab: TabId = TABS.find((one) => one.id === query.tab)?.id ?? 'graph'
  const graph = useQuery({ queryKey: ['run-graph', runId], queryFn: () => getRunGraph(runId), staleTime: Infinity })
  const select = useCallback(
    (path: string | undefined) => setQuery({ at: placeOf(query), node: path, attempt: undefined, panel: undefined }),
    [setQuery, query],
  )
  const openLoop = (path: string, state?: State) => setQuery({ at: path, node: undefined, show: state, tab: undefined }, 'push')
  /** To a step that may be elsewhere in the run: its own place is shown as well. */
  const reveal = (path: string) => setQuery({ at: undefined, node: path, attempt: undefined, panel: undefined })
  useExecutionAlias(runId, executionId, reveal)
  const inside = useInside(runId, iterationAround(query.node))
  const culprit = useMemo(() => (fold.run?.state === 'FAILED' ? firstFailure(tree) : undefined), [fold.run?.state, tree])
  if (!fold.run) return null
  const showCulprit = (row: TaskRow) => (row.iterations && row.iterations.failed > 0 ? openLoop(row.path, 'FAILED') : reveal(row.path))
  return (
    <div className="page run-page">
      <RunHeader run={fold.run} tree={tree} graph={graph.data} freshness={live.freshness} culprit={culprit} shown={query.node} onOpen={showCulprit} />
      <div className="run-body">
        <Tabs tabs={TABS} current={tab} label="Views of the run" onSelect={(id) => setQuery({ tab: id })} className="run-tabs">
          {tab === 'details' ? (
            <RunDetails run={fold.run} />
          ) : (
            <RunPlace live={live} runId={runId} view={tab} graph={graph.data} graphError={graph.error} query={query} setQuery={setQuery} onSelect={select} />
          )}
        </Tabs>
        {query.node !== undefined && (
          <SidePanel label="Step" onClose={() => select(undefined)}>
            <StepPanel
              key={query.node}
              run={fold.run}
              tree={iterationAround(query.node) === undefined ? tree : inside.tree}
              graph={graph.data}
              path={query.node}
              query={query}
              onClose={() => select(undefined)}
              onSelect={select}
              onOpenLoop={openLoop}
            />
          </SidePanel>
        )}
      </div>
    </div>
  )
}

/** KFP's link to one execution of a run: the step of that id is selected as soon as it is known. */
function useExecutionAlias(runId: string, executionId: string | undefined, reveal: (path: string) => void): void {
  const { data } = useQuery({
    queryKey: ['execution', runId, executionId],
    queryFn: () => getTask(runId, executionId ?? ''),
    enabled: executionId !== undefined,
    staleTime: Infinity,
  })
  const path = data?.path
  useEffect(() => {
    if (path !== undefined) reveal(path)
    // oxlint-disable-next-line react/exhaustive-deps -- once per step, not per changed address
  }, [path])
}
