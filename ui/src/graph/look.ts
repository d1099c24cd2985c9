import type { State } from '../api/types'
import { wordsOf } from '../lib/state'
import type { NodeInstance } from './instance'
import type { Scene, SceneEdge, SceneNode } from './scene'
import type { Rect } from './Viewport'

/** How a node looks: in a run by its state, in a pipeline always the same. */
export type Instances = ReadonlyMap<string, NodeInstance> | undefined

export function stateOf(sid: string, instances: Instances): State | undefined {
  return instances?.get(sid)?.row?.state
}

export function toneOf(sid: string, instances: Instances): string {
  return instances ? wordsOf(stateOf(sid, instances)).tone : 'static'
}

export type EdgeLook = 'idle' | 'done' | 'active' | 'skipped'

function edgeLook(edge: SceneEdge, instances: Instances): EdgeLook {
  if (!instances) return 'done'
  const to = stateOf(edge.to, instances)
  const from = stateOf(edge.from, instances)
  if (to === 'RUNNING' || to === 'CANCELING') return 'active'
  if (to === 'SKIPPED') return 'skipped'
  return from === 'SUCCEEDED' && to !== undefined && to !== 'PENDING' ? 'done' : 'idle'
}

/** All edges of one look as one path: four elements to draw, however many edges there are. */
export function edgePaths(scene: Scene, instances: Instances): Record<EdgeLook, string> {
  const parts: Record<EdgeLook, string[]> = { idle: [], done: [], active: [], skipped: [] }
  for (const edge of scene.edges) parts[edgeLook(edge, instances)].push(edge.path)
  return { idle: parts.idle.join(''), done: parts.done.join(''), active: parts.active.join(''), skipped: parts.skipped.join('') }
}

/** From afar, nodes are bare boxes: one path for each tone. Open scopes are only their frames. */
export function dotPaths(scene: Scene, instances: Instances): { tone: string; path: string; frame: boolean }[] {
  const parts = new Map<string, string[]>()
  for (const node of scene.nodes) {
    const name = `${toneOf(node.sid, instances)}|${node.open}`
    const box = `M${node.x} ${node.y}h${node.width}v${node.height}h${-node.width}z`
    const list = parts.get(name)
    if (list) list.push(box)
    else parts.set(name, [box])
  }
  return [...parts].map(([name, list]) => {
    const [tone = '', open] = name.split('|')
    return { tone, path: list.join(''), frame: open === 'true' }
  })
}

export function overlaps(node: Rect, area: Rect): boolean {
  return (
    node.x < area.x + area.width &&
    area.x < node.x + node.width &&
    node.y < area.y + area.height &&
    area.y < node.y + node.height
  )
}

/** The innermost node at a point of the world. */
export function nodeAt(scene: Scene, x: number, y: number): SceneNode | undefined {
  return scene.nodes.findLast(
    (node) => x >= node.x && x <= node.x + node.width && y >= node.y && y <= node.y + node.height,
  )
}

/** The nearest node in a direction, for walking with the arrow keys. */
export function neighbour(scene: Scene, from: SceneNode, dx: number, dy: number): SceneNode | undefined {
  const linked = new Set(
    scene.edges.flatMap((edge) => (edge.from === from.sid ? [edge.to] : edge.to === from.sid ? [edge.from] : [])),
  )
  const centre = (node: SceneNode) => ({ x: node.x + node.width / 2, y: node.y + Math.min(node.height, 60) / 2 })
  const here = centre(from)
  let best: SceneNode | undefined
  let bestCost = Infinity
  for (const node of scene.nodes) {
    if (node === from) continue
    const there = centre(node)
    const along = (there.x - here.x) * dx + (there.y - here.y) * dy
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx)
    if (along <= 4) continue
    const cost = along + aside * 2.5 - (dx !== 0 && linked.has(node.sid) ? 4000 : 0)
    if (cost < bestCost) {
      best = node
      bestCost = cost
    }
  }
  return best
}
