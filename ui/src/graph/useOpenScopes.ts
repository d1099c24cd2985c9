import { useCallback, useMemo, useState } from 'react'
import type { StaticGraph } from '../api/types'
import { buildScene, hasInside, joinSid } from './scene'

/** A graph is shown with everything open if that still can be read on an ordinary screen. */
const SMALL = { nodes: 40, width: 1500, height: 900 }

/**
 * Which scopes are open: all of them in a small graph, what the selection needs, and what the reader opened or closed.
 * `needed` holds structural ids, one a line. In a run loops stay closed: their inside is there once for each iteration.
 */
export function useOpenScopes(graph: StaticGraph, needed: string, withLoops = true) {
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({})
  const initial = useMemo(() => openAtFirst(graph, withLoops), [graph, withLoops])
  const open = useMemo(() => {
    const sids = new Set(initial)
    for (const sid of needed.split('\n')) if (sid !== '') sids.add(sid)
    for (const [sid, isOpen] of Object.entries(toggled)) {
      if (isOpen) sids.add(sid)
      else sids.delete(sid)
    }
    return sids
  }, [initial, needed, toggled])
  const toggle = useCallback(
    (sid: string) => setToggled((before) => ({ ...before, [sid]: !(before[sid] ?? (initial.has(sid) || needed.split('\n').includes(sid))) })),
    [initial, needed],
  )
  return { open, toggle }
}

function openAtFirst(graph: StaticGraph, withLoops: boolean): ReadonlySet<string> {
  const open = new Set<string>()
  let nodes = 0
  const visit = (scope: string, parent: string, depth: number): void => {
    for (const task of graph.scopes[scope]?.tasks ?? []) {
      nodes++
      if (nodes > SMALL.nodes || depth > 8) return
      if (!hasInside(graph, task) || (task.loop && !withLoops)) continue
      const sid = joinSid(parent, task.key)
      open.add(sid)
      visit(task.component ?? '', sid, depth + 1)
    }
  }
  visit(graph.root, '', 0)
  if (nodes > SMALL.nodes) return new Set()
  const scene = buildScene(graph, open)
  return scene.width <= SMALL.width && scene.height <= SMALL.height ? open : new Set()
}
