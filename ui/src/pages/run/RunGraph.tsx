import { useCallback, useMemo, useState } from 'react'
import type { StaticGraph } from '../../api/types'
import { GraphView } from '../../graph/GraphView'
import { resolveInstances, whereIs } from '../../graph/instance'
import { useOpenScopes } from '../../graph/useOpenScopes'
import { buildScene } from '../../graph/scene'
import { isFinal } from '../../lib/state'
import type { RunLive } from '../../live/useRunLive'
import { Button, Empty, Skeleton } from '../../parts/basics'

interface RunGraphProps {
  live: RunLive
  graph: StaticGraph | undefined
  error: unknown
  node: string | undefined
  onSelect: (path: string | undefined) => void
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

function LiveGraph({ live, graph, node, onSelect }: { graph: StaticGraph } & Omit<RunGraphProps, 'graph' | 'error' | 'onSteps'>) {
  const { tree } = live
  const { sid, needed, choice, setChoice } = useSelection(live, node)
  const { open, toggle } = useOpenScopes(graph, needed)
  const scene = useMemo(() => buildScene(graph, open), [graph, open])
  const instances = useMemo(() => resolveInstances(scene, tree, choice), [scene, tree, choice])
  const selected = useMemo(() => {
    if (sid !== '') return sid
    for (const [candidate, instance] of instances) if (instance.path === node) return candidate
    return undefined
  }, [sid, instances, node])
  const select = useCallback((_sid: string, path: string | undefined) => onSelect(path), [onSelect])
  const onIteration = useCallback(
    (loop: string, iteration: string) => setChoice((before) => ({ ...before, [loop]: iteration })),
    [setChoice],
  )
  const iterationsOf = useCallback((path: string) => tree.iterationsOf(path), [tree])
  return (
    <GraphView
      label="Graph of the run"
      scene={scene}
      instances={instances}
      selected={selected}
      isOver={isFinal(live.fold.run?.state)}
      onSelect={select}
      onToggle={toggle}
      onIteration={onIteration}
      iterationsOf={iterationsOf}
    />
  )
}

/** Where the selected step is, and which iterations are shown: the selection's own, then the reader's choices. */
function useSelection({ tree }: RunLive, node: string | undefined) {
  const [chosen, setChoice] = useState<Record<string, string>>({})
  const place = useMemo(() => (node === undefined ? { sid: '', open: [], choice: {} } : whereIs(node, tree)), [node, tree])
  const needed = place.open.join('\n')
  const wanted = JSON.stringify(place.choice)
  const choice = useMemo(() => ({ ...chosen, ...(JSON.parse(wanted) as Record<string, string>) }), [chosen, wanted])
  return { sid: place.sid, needed, choice, setChoice }
}
