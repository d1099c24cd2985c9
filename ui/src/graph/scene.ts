import type { GraphTask, StaticGraph, TaskKind } from '../api/types'
import { layoutGraph, type Placed, type Point } from './layout'

/** A node as drawn: where, and which declared task it is. `sid` is its structural id, the keys from the root joined. */
export interface SceneNode {
  sid: string
  /** Structural id of the scope it stands in; empty for the root. */
  parent: string
  task: GraphTask
  kind: TaskKind
  x: number
  y: number
  width: number
  height: number
  depth: number
  /** It has an inside that can be shown. */
  expandable: boolean
  open: boolean
}

export interface SceneEdge {
  from: string
  to: string
  path: string
}

/** Everything to draw, in absolute coordinates; depends on structure and on what is open, never on states. */
export interface Scene {
  nodes: SceneNode[]
  bySid: ReadonlyMap<string, SceneNode>
  edges: SceneEdge[]
  width: number
  height: number
}

export const NODE_WIDTH = 220
export const NODE_HEIGHT = 54
export const SCOPE_HEADER = 46
const SCOPE_PADDING = 20
const MOST_DEPTH = 30

export const EMPTY_SCENE: Scene = { nodes: [], bySid: new Map(), edges: [], width: 0, height: 0 }

export const joinSid = (parent: string, key: string): string => (parent === '' ? key : `${parent}/${key}`)

/** Lays out the graph with the scopes in `open` shown in place. Inner scopes first, then what is around them. */
export function buildScene(graph: StaticGraph, open: ReadonlySet<string>): Scene {
  const inner = layoutScope(graph, graph.root, '', open, 0)
  const scene = { nodes: [] as SceneNode[], edges: [] as SceneEdge[] }
  flatten(inner, { x: 0, y: 0 }, scene)
  return { ...scene, bySid: new Map(scene.nodes.map((node) => [node.sid, node])), width: inner.width, height: inner.height }
}

interface ScopeLayout {
  nodes: { node: SceneNode; inner: ScopeLayout | undefined }[]
  edges: { from: string; to: string; points: Point[] }[]
  width: number
  height: number
}

function layoutScope(graph: StaticGraph, name: string, parent: string, open: ReadonlySet<string>, depth: number): ScopeLayout {
  const tasks = graph.scopes[name]?.tasks ?? []
  const inners = new Map<string, ScopeLayout>()
  for (const task of tasks) {
    const sid = joinSid(parent, task.key)
    if (open.has(sid) && hasInside(graph, task) && depth < MOST_DEPTH) {
      inners.set(task.key, layoutScope(graph, task.component ?? '', sid, open, depth + 1))
    }
  }
  const layout = layoutGraph({
    nodes: tasks.map((task) => ({ id: task.key, ...sizeOf(inners.get(task.key)) })),
    edges: tasks.flatMap((task) => (task.depends_on ?? []).map((from) => ({ from, to: task.key }))),
  })
  const placed = new Map(layout.nodes.map((node) => [node.id, node]))
  const nodes = tasks.map((task) => {
    const inner = inners.get(task.key)
    return { node: sceneNode(graph, task, parent, placed.get(task.key), depth, inner !== undefined), inner }
  })
  const edges = layout.edges.map((edge) => ({ ...edge, from: joinSid(parent, edge.from), to: joinSid(parent, edge.to) }))
  return { nodes, edges, width: layout.width, height: layout.height }
}

export function hasInside(graph: StaticGraph, task: GraphTask): boolean {
  return task.component !== undefined && (graph.scopes[task.component]?.tasks?.length ?? 0) > 0
}

function sizeOf(inner: ScopeLayout | undefined): { width: number; height: number } {
  if (!inner) return { width: NODE_WIDTH, height: NODE_HEIGHT }
  return {
    width: Math.max(NODE_WIDTH + 60, inner.width + 2 * SCOPE_PADDING),
    height: inner.height + SCOPE_HEADER + SCOPE_PADDING,
  }
}

function sceneNode(
  graph: StaticGraph,
  task: GraphTask,
  parent: string,
  at: Placed | undefined,
  depth: number,
  open: boolean,
): SceneNode {
  return {
    sid: joinSid(parent, task.key),
    parent,
    task,
    kind: task.kind,
    x: at?.x ?? 0,
    y: at?.y ?? 0,
    width: at?.width ?? NODE_WIDTH,
    height: at?.height ?? NODE_HEIGHT,
    depth,
    expandable: hasInside(graph, task),
    open,
  }
}

function flatten(scope: ScopeLayout, origin: Point, into: { nodes: SceneNode[]; edges: SceneEdge[] }): void {
  for (const edge of scope.edges) {
    into.edges.push({ from: edge.from, to: edge.to, path: edgePath(edge.points, origin) })
  }
  for (const { node, inner } of scope.nodes) {
    const absolute = { ...node, x: node.x + origin.x, y: node.y + origin.y }
    into.nodes.push(absolute)
    if (!inner) continue
    const slack = (absolute.width - 2 * SCOPE_PADDING - inner.width) / 2
    flatten(inner, { x: absolute.x + SCOPE_PADDING + slack, y: absolute.y + SCOPE_HEADER }, into)
  }
}

/** A smooth line through the points, leaving and arriving level. */
export function edgePath(points: readonly Point[], origin: Point): string {
  const [first, ...rest] = points
  if (!first) return ''
  const n = (value: number) => Math.round(value * 10) / 10
  let from = { x: first.x + origin.x, y: first.y + origin.y }
  let path = `M${n(from.x)} ${n(from.y)}`
  for (const point of rest) {
    const to = { x: point.x + origin.x, y: point.y + origin.y }
    if (to.y === from.y) {
      path += `H${n(to.x)}`
      from = to
      continue
    }
    const reach = Math.max(18, Math.abs(to.x - from.x) * 0.5)
    path += `C${n(from.x + reach)} ${n(from.y)} ${n(to.x - reach)} ${n(to.y)} ${n(to.x)} ${n(to.y)}`
    from = to
  }
  return path
}
