/** One box to place: its size in pixels and its neighbours by index. */
export interface Box {
  width: number
  height: number
  preds: number[]
  succs: number[]
  /** A bend of a long edge: takes no room of its own. */
  bend: boolean
}

export interface Edge {
  from: number
  to: number
}

/** Layer of each node by longest path from the sources; edges that would close a circle are ignored. */
export function assignLayers(count: number, edges: readonly Edge[]): Int32Array {
  const succs: number[][] = Array.from({ length: count }, () => [])
  const preds: number[][] = Array.from({ length: count }, () => [])
  const waiting = new Int32Array(count)
  for (const { from, to } of edges) {
    succs[from]?.push(to)
    preds[to]?.push(from)
    waiting[to] = (waiting[to] ?? 0) + 1
  }
  const layer = new Int32Array(count)
  const order: number[] = []
  for (let i = 0; i < count; i++) if (waiting[i] === 0) order.push(i)
  for (let at = 0; at < order.length; at++) {
    const node = order[at] as number
    for (const next of succs[node] ?? []) {
      layer[next] = Math.max(layer[next] ?? 0, (layer[node] ?? 0) + 1)
      waiting[next] = (waiting[next] ?? 0) - 1
      if (waiting[next] === 0) order.push(next)
    }
  }
  pullSourcesRight(order, layer, preds, succs)
  return layer
}

/** A source that only a late step needs belongs beside that step, not in the first column. */
function pullSourcesRight(order: number[], layer: Int32Array, preds: number[][], succs: number[][]): void {
  for (const node of order.toReversed()) {
    const next = succs[node] ?? []
    if (next.length === 0 || (preds[node] ?? []).length > 0) continue
    const nearest = Math.min(...next.map((to) => layer[to] ?? 0))
    layer[node] = Math.max(0, nearest - 1)
  }
}

/** Orders each layer so that few edges cross: barycentre sweeps to and fro, the best of all kept. */
export function orderLayers(layers: number[][], boxes: readonly Box[]): number[][] {
  const position = new Float64Array(boxes.length)
  const remember = () => {
    for (const layer of layers) for (const [i, node] of layer.entries()) position[node] = i
  }
  remember()
  let best = layers.map((layer) => [...layer])
  let fewest = crossings(layers, boxes, position)
  const sweeps = boxes.length > 1500 ? 4 : 10
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0
    const sequence = forward ? layers : layers.toReversed()
    for (const layer of sequence) {
      sortByBarycentre(layer, position, (node) => (forward ? boxes[node]?.preds : boxes[node]?.succs) ?? [])
      for (const [i, node] of layer.entries()) position[node] = i
    }
    const now = crossings(layers, boxes, position)
    if (now < fewest) {
      fewest = now
      best = layers.map((layer) => [...layer])
    }
  }
  return best
}

function sortByBarycentre(layer: number[], position: Float64Array, neighbours: (node: number) => number[]): void {
  const weight = new Map<number, number>()
  for (const node of layer) {
    const around = neighbours(node)
    const sum = around.reduce((total, other) => total + (position[other] ?? 0), 0)
    weight.set(node, around.length > 0 ? sum / around.length : (position[node] ?? 0))
  }
  layer.sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0) || (position[a] ?? 0) - (position[b] ?? 0))
}

/** Number of crossings between neighbouring layers, counted with a Fenwick tree: O(e log v). */
export function crossings(layers: readonly number[][], boxes: readonly Box[], position: Float64Array): number {
  let total = 0
  for (let at = 0; at + 1 < layers.length; at++) {
    const size = layers[at + 1]?.length ?? 0
    const tree = new Int32Array(size + 1)
    let seen = 0
    for (const node of layers[at] ?? []) {
      const ends = (boxes[node]?.succs ?? []).map((to) => position[to] ?? 0).toSorted((a, b) => a - b)
      for (const end of ends) total += seen - prefix(tree, end + 1)
      for (const end of ends) add(tree, end + 1)
      seen += ends.length
    }
  }
  return total
}

function prefix(tree: Int32Array, upTo: number): number {
  let sum = 0
  for (let i = upTo; i > 0; i -= i & -i) sum += tree[i] ?? 0
  return sum
}

function add(tree: Int32Array, at: number): void {
  for (let i = at; i < tree.length; i += i & -i) tree[i] = (tree[i] ?? 0) + 1
}
