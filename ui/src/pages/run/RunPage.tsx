import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { getRunGraph } from '../../api/penstock'
import { firstFailure } from '../../live/tree'
import { useRunLive, type RunLive } from '../../live/useRunLive'
import { Empty, ErrorBox, LinkButton, Skeleton } from '../../parts/basics'
import { PageHead } from '../../parts/page'
import { Tabs } from '../../parts/Tabs'
import { links, type Query } from '../../router/route'
import { useSetQuery } from '../../router/useRoute'
import { SidePanel } from '../../step/SidePanel'
import { StepPanel } from '../../step/StepPanel'
import { RunDetails } from './RunDetails'
import { RunGraph } from './RunGraph'
import { RunHeader } from './RunHeader'
import { StepTable } from './StepTable'
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
    (path: string | undefined) => setQuery({ node: path, attempt: undefined, panel: undefined }),
    [setQuery],
  )
  useExecutionAlias(executionId, live, select)
  const culprit = useMemo(() => (fold.run?.state === 'FAILED' ? firstFailure(tree) : undefined), [fold.run?.state, tree])
  if (!fold.run) return null
  return (
    <div className="page run-page">
      <RunHeader run={fold.run} tree={tree} freshness={live.freshness} culprit={culprit} shown={query.node} onOpen={select} />
      <div className="run-body">
        <Tabs tabs={TABS} current={tab} label="Views of the run" onSelect={(id) => setQuery({ tab: id })} className="run-tabs">
          {tab === 'graph' && (
            <RunGraph live={live} graph={graph.data} error={graph.error} node={query.node} onSelect={select} onSteps={() => setQuery({ tab: 'steps' })} />
          )}
          {tab === 'steps' && <StepTable live={live} node={query.node} onSelect={select} />}
          {tab === 'details' && <RunDetails run={fold.run} />}
        </Tabs>
        {query.node !== undefined && (
          <SidePanel label="Step" onClose={() => select(undefined)}>
            <StepPanel
              key={query.node}
              run={fold.run}
              tree={tree}
              graph={graph.data}
              path={query.node}
              query={query}
              onClose={() => select(undefined)}
              onSelect={select}
            />
          </SidePanel>
        )}
      </div>
    </div>
  )
}

/** KFP's link to one execution of a run: the step of that id is selected as soon as it is known. */
function useExecutionAlias(executionId: string | undefined, { tree }: RunLive, select: (path: string) => void): void {
  const path = useMemo(() => {
    if (executionId === undefined) return undefined
    for (const row of tree.all()) if (row.task_id === executionId) return row.path
    return undefined
  }, [executionId, tree])
  useEffect(() => {
    if (path !== undefined) select(path)
    // oxlint-disable-next-line react/exhaustive-deps -- once per step, not per changed address
  }, [path])
}
