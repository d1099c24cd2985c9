import { useMemo } from 'react'
import { STATES, type State, type StaticGraph, type TaskRow } from '../../api/types'
import { declaredAt, iterationAround, iterationOf } from '../../lib/paths'
import { isFinal } from '../../lib/state'
import { ROOT, type RunTree } from '../../live/tree'
import { useInside } from '../../live/useInside'
import type { RunLive } from '../../live/useRunLive'
import { Button, Empty, ErrorBox, Skeleton } from '../../parts/basics'
import { Took } from '../../parts/Clock'
import { StateLabel } from '../../parts/State'
import type { Query } from '../../router/route'
import type { SetQuery } from '../../router/useRoute'
import { IterationList } from './IterationList'
import { RunGraph } from './RunGraph'
import { StepTable } from './StepTable'
import { Way } from './Way'

/** The loop or iteration that an address shows; undefined for the run itself. A step's own address implies its iteration. */
export function placeOf(query: Query): string | undefined {
  if (query.at !== undefined) return query.at === '/' ? undefined : query.at
  const node = query.node
  const around = iterationAround(node)
  // An iteration that is itself the selected step is shown in the list it belongs to.
  return around !== undefined && around === node ? iterationOf(around)?.loop : around
}

interface RunPlaceProps {
  live: RunLive
  runId: string
  view: 'graph' | 'steps'
  graph: StaticGraph | undefined
  graphError: unknown
  query: Query
  setQuery: SetQuery
  onSelect: (path: string | undefined) => void
}

/** What the graph and the list of steps show: the run, the iterations of a loop, or the inside of one iteration. */
export function RunPlace(props: RunPlaceProps) {
  const { live, runId, graph, query, setQuery } = props
  const at = placeOf(query)
  const item = at === undefined ? undefined : iterationOf(at)
  const inside = useInside(runId, item && at)
  const loop = item?.loop ?? at
  const around = useInside(runId, iterationAround(loop))
  const go = (path: string | undefined) => setQuery({ at: path ?? '/', node: undefined, show: undefined, attempt: undefined, panel: undefined }, 'push')
  if (at === undefined || loop === undefined) {
    return <Views {...props} tree={live.tree} shownGraph={graph} base={ROOT} isOver={isFinal(live.fold.run?.state)} onGo={go} />
  }
  const nested = iterationAround(loop) !== undefined
  const loopRow = (nested ? around.tree : live.tree).row(loop)
  const known = nested ? around.loaded : live.tree.size > 0
  const error = inside.error ?? around.error
  return (
    <div className="place">
      <Way at={at} graph={graph} total={loopRow?.iterations?.total} onGo={go}>
        {item && inside.row && <ItemFacts row={inside.row} onValues={() => setQuery({ at, node: at, panel: 'values' })} />}
      </Way>
      <div className="place-body">
        {error && <ErrorBox error={error} title="This part of the run cannot be read" />}
        {!item && <LoopPlace {...props} at={at} row={loopRow} known={known} onGo={go} />}
        {item && inside.loaded && <ItemPlace {...props} at={at} tree={inside.tree} row={inside.row} onGo={go} />}
        {item && !inside.loaded && !error && <Skeleton rows={5} />}
      </div>
    </div>
  )
}

function ItemFacts({ row, onValues }: { row: TaskRow; onValues: () => void }) {
  return (
    <span className="way-facts">
      <StateLabel state={row.state} />
      <Took from={row.started_at} to={row.finished_at} running={!isFinal(row.state)} />
      <Button kind="quiet" icon="list" onClick={onValues}>
        Item and outputs
      </Button>
    </span>
  )
}

type PlaceProps = RunPlaceProps & { at: string; row: TaskRow | undefined; onGo: (path: string | undefined) => void }

function LoopPlace({ runId, graph, at, row, known, query, setQuery, onSelect, onGo }: PlaceProps & { known: boolean }) {
  if (!row) return known ? <Empty title="This loop has not begun" icon="loop" /> : <Skeleton rows={6} />
  const shown = STATES.find((state) => state === query.show)
  const hasSteps = declaredAt(at, graph)?.component !== undefined && insideOf(at, graph) !== undefined
  return (
    <IterationList
      runId={runId}
      loop={row}
      shown={shown}
      selected={query.node}
      onShow={(state: State | undefined) => setQuery({ at, show: state })}
      onOpen={(path) => (hasSteps ? onGo(path) : onSelect(path))}
    />
  )
}

/** The graph with the inside of a loop as its root; undefined when the loop runs a single step. */
function insideOf(path: string, graph: StaticGraph | undefined): StaticGraph | undefined {
  const component = declaredAt(path, graph)?.component
  return graph && component !== undefined && graph.scopes[component] ? { ...graph, root: component } : undefined
}

function ItemPlace({ at, tree, row, ...props }: PlaceProps & { tree: RunTree }) {
  const shownGraph = useMemo(() => insideOf(at, props.graph), [at, props.graph])
  if (!row && tree.size === 0) return <Empty title="This iteration has not begun" icon="loop" />
  if (props.graph && !shownGraph) {
    return (
      <Empty title="This loop runs one step for each item" icon="terminal">
        <Button onClick={() => props.onSelect(at)}>Show the step</Button>
      </Empty>
    )
  }
  return <Views {...props} tree={tree} shownGraph={shownGraph} base={at} isOver={isFinal(row?.state)} />
}

interface ViewsProps extends RunPlaceProps {
  tree: RunTree
  shownGraph: StaticGraph | undefined
  base: string
  isOver: boolean
  onGo: (path: string | undefined) => void
}

function Views({ live, view, tree, shownGraph, graphError, base, isOver, query, setQuery, onSelect, onGo }: ViewsProps) {
  if (view === 'steps') return <StepTable live={live} tree={tree} base={base} node={query.node} onSelect={onSelect} onOpenLoop={onGo} />
  return (
    <RunGraph
      key={base}
      tree={tree}
      graph={shownGraph}
      base={base}
      error={graphError}
      isOver={isOver}
      node={query.node}
      onSelect={onSelect}
      onOpenLoop={onGo}
      onSteps={() => setQuery({ tab: 'steps' })}
    />
  )
}
