import { assignLayers, orderLayers, type Box, type Edge } from './layers'
import { placeVertically } from './place'

export interface Point {
  x: number
  y: number
}

export interface LayoutInput {
  nodes: { id: string; width: number; height: number }[]
  edges: { from: string; to: string }[]
}

export interface Placed {
  id: string
  x: number
  y: number
  width: number
  height: number
}

export interface PlacedEdge {
  from: string
  to: string
  points: Point[]
}

export interface Layout {
  nodes: Placed[]
  edges: PlacedEdge[]
  width: number
  height: number
}

const COLUMN_GAP = 64
const BLOCK_GAP = 28
/** A wider fan than this is folded into several columns, or a thousand siblings would make a kilometre-high strip. */
const TALLEST_COLUMN = 18
/** Beyond this many bends, long edges are drawn straight: routing them would cost more than it shows. */
const MOST_BENDS = 4000

/** Places a directed graph from left to right. Deterministic; coordinates start at 0. */
export function layoutGraph(input: LayoutInput): Layout {
  if (input.nodes.length === 0) return { nodes: [], edges: [], width: 0, height: 0 }
  const index = new Map(input.nodes.map((node, i) => [node.id, i]))
  const edges = readEdges(input, index)
  const layerOf = assignLayers(input.nodes.length, edges)
  const boxes: Box[] = input.nodes.map(({ width, height }) => ({ width, height, preds: [], succs: [], bend: false }))
  const layers = fillLayers(layerOf)
  const routes = edges.map((edge) => link(edge, layerOf, layers, boxes))
  const columns = foldColumns(orderLayers(layers, boxes), boxes, input.nodes.length)
  const centre = placeVertically(columns.map((column) => column.boxes), boxes)
  const { left, right } = placeHorizontally(columns, boxes)
  return finish(input, edges, routes, { boxes, centre, left, right })
}

function readEdges(input: LayoutInput, index: Map<string, number>): Edge[] {
  const seen = new Set<string>()
  const edges: Edge[] = []
  for (const { from, to } of input.edges) {
    const a = index.get(from)
    const b = index.get(to)
    const name = `${from}\n${to}`
    if (a === undefined || b === undefined || a === b || seen.has(name)) continue
    seen.add(name)
    edges.push({ from: a, to: b })
  }
  return edges
}

function fillLayers(layerOf: Int32Array): number[][] {
  const layers: number[][] = []
  for (let node = 0; node < layerOf.length; node++) {
    const layer = layerOf[node] ?? 0
    while (layers.length <= layer) layers.push([])
    layers[layer]?.push(node)
  }
  return layers
}

/** Joins two nodes, over a bend in each layer between them; answers the nodes on the way. */
function link(edge: Edge, layerOf: Int32Array, layers: number[][], boxes: Box[]): number[] {
  const first = layerOf[edge.from] ?? 0
  const last = layerOf[edge.to] ?? 0
  const route = [edge.from]
  if (last > first + 1 && boxes.length - layerOf.length < MOST_BENDS) {
    for (let layer = first + 1; layer < last; layer++) {
      const bend = boxes.length
      boxes.push({ width: 0, height: 2, preds: [], succs: [], bend: true })
      layers[layer]?.push(bend)
      route.push(bend)
    }
  }
  route.push(edge.to)
  if (last <= first) return route
  for (let i = 0; i + 1 < route.length; i++) {
    boxes[route[i] as number]?.succs.push(route[i + 1] as number)
    boxes[route[i + 1] as number]?.preds.push(route[i] as number)
  }
  return route
}

interface Column {
  boxes: number[]
  /** The first column of its layer; only there is room needed for edges to arrive. */
  first: boolean
}

function foldColumns(layers: number[][], boxes: readonly Box[], nodes: number): Column[] {
  const tallest = Math.max(TALLEST_COLUMN, Math.ceil(Math.sqrt(nodes) * 0.9))
  return layers.flatMap((layer) => {
    const real = layer.filter((node) => !boxes[node]?.bend).length
    const parts = Math.max(1, Math.ceil(real / tallest))
    const size = Math.ceil(layer.length / parts)
    return Array.from({ length: parts }, (_, i) => ({ boxes: layer.slice(i * size, (i + 1) * size), first: i === 0 }))
  })
}

/** Left edge of each box, and right edge of the column it stands in. */
function placeHorizontally(columns: readonly Column[], boxes: readonly Box[]) {
  const left = new Float64Array(boxes.length)
  const right = new Float64Array(boxes.length)
  let x = 0
  for (const [i, column] of columns.entries()) {
    const widest = Math.max(...column.boxes.map((node) => boxes[node]?.width ?? 0), 0)
    for (const node of column.boxes) {
      left[node] = x
      right[node] = x + widest
      const box = boxes[node]
      // A bend spans its column, so that the edge passes level between the boxes there.
      if (box?.bend) box.width = widest
    }
    const next = columns[i + 1]
    if (next) x += widest + (next.first ? roomFor(column, boxes) : BLOCK_GAP)
  }
  return { left, right }
}

/** Dense bundles of edges need a wider gap, or they become one vertical wall. */
function roomFor(column: Column, boxes: readonly Box[]): number {
  const edges = column.boxes.reduce((sum, node) => sum + (boxes[node]?.succs.length ?? 0), 0)
  return COLUMN_GAP + Math.min(96, edges * 1.5)
}

interface Geometry {
  boxes: readonly Box[]
  centre: Float64Array
  left: Float64Array
  right: Float64Array
}

function finish(input: LayoutInput, edges: Edge[], routes: number[][], geometry: Geometry): Layout {
  const { boxes, centre, left } = geometry
  const top = Math.min(...boxes.map((box, i) => (centre[i] ?? 0) - box.height / 2))
  const nodes = input.nodes.map(({ id, width, height }, i) => ({
    id,
    x: Math.round(left[i] ?? 0),
    y: Math.round((centre[i] ?? 0) - height / 2 - top),
    width,
    height,
  }))
  const placedEdges = edges.map((edge, i) => ({
    from: input.nodes[edge.from]?.id ?? '',
    to: input.nodes[edge.to]?.id ?? '',
    points: pointsOf(routes[i] ?? [], geometry, top),
  }))
  return {
    nodes,
    edges: placedEdges,
    width: Math.max(...nodes.map((node) => node.x + node.width)),
    height: Math.max(...nodes.map((node) => node.y + node.height)),
  }
}

function pointsOf(route: readonly number[], { boxes, centre, left, right }: Geometry, top: number): Point[] {
  return route.flatMap((node, i) => {
    const x = left[node] ?? 0
    const y = (centre[node] ?? 0) - top
    const box = boxes[node]
    const end = { x: right[node] ?? 0, y }
    // Edges turn only between columns: a wide box beside a narrow one is not crossed.
    if (i === 0) return box && x + box.width < end.x ? [{ x: x + box.width, y }, end] : [end]
    return box?.bend ? [{ x, y }, end] : [{ x, y }]
  })
}
