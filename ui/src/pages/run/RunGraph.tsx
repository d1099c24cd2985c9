import { useCallback, useMemo } from 'react'
import type { StaticGraph } from '../../api/types'
import { GraphView } from '../../graph/GraphView'
import { resolveInstances, whereIs } from '../../graph/instance'
import { useOpenScopes } from '../../graph/useOpenScopes'
import { buildScene } from '../../graph/scene'
import type { RunTree } from '../../live/tree'
import { Button, Empty, Skeleton } from '../../parts/basics'

interface RunGraphProps {
  tree: RunTree
  /** Its root is what is shown: the pipeline, or the inside of a loop. */
  graph: StaticGraph | undefined
  /** The path of the task run that is shown from inside; empty for the run. */
  base: string
  error: unknown
  /** What is shown has ended. */
  isOver: boolean
  node: string | undefined
  onSelect: (path: string | undefined) => void
  onOpenLoop: (path: string) => void
  onSteps: () => void
}

export function RunGraph({ graph, error, onSteps, ...rest }: RunGraphProps) {
  if (error && !graph) {
    return (
      <Empty title="The graph cannot be read" icon="graph">
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <Button onClick={onSteps}>Show the list of steps</Button>
      </Empty>
    )
  }
  if (!graph) return <Skeleton rows={5} />
  if ((graph.scopes[graph.root]?.tasks ?? []).length === 0) return <Empty title="This pipeline has no steps" icon="graph" />
  return <LiveGraph graph={graph} {...rest} />
}

type LiveGraphProps = { graph: StaticGraph } & Omit<RunGraphProps, 'graph' | 'error' | 'onSteps'>

function LiveGraph({ tree, graph, base, isOver, node, onSelect, onOpenLoop }: LiveGraphProps) {
  const place = useMemo(() => (node === undefined ? { sid: '', open: [] } : whereIs(node, tree)), [node, tree])
  const { open, toggle } = useOpenScopes(graph, place.open.join('\n'), false)
  const scene = useMemo(() => buildScene(graph, open), [graph, open])
  const instances = useMemo(() => resolveInstances(scene, tree, base), [scene, tree, base])
  const selected = useMemo(() => {
    if (place.sid !== '') return place.sid
    for (const [candidate, instance] of instances) if (instance.path === node) return candidate
    return undefined
  }, [place.sid, instances, node])
  const select = useCallback((_sid: string, path: string | undefined) => onSelect(path), [onSelect])
  return (
    <GraphView
      label={base === '' ? 'Graph of the run' : 'Graph of the iteration'}
      scene={scene}
      instances={instances}
      selected={selected}
      isOver={isOver}
      onSelect={select}
      onToggle={toggle}
      onOpenLoop={onOpenLoop}
    />
  )
}
