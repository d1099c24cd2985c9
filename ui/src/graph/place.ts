import type { Box } from './layers'

const GAP = 20
const BEND_GAP = 14

/**
 * Vertical centres for boxes in ordered columns: each box as near as it can be to the middle of its neighbours,
 * without overlap and without changing the order.
 */
export function placeVertically(columns: readonly number[][], boxes: readonly Box[]): Float64Array {
  const centre = new Float64Array(boxes.length)
  for (const column of columns) stack(column, boxes, centre)
  const rounds = boxes.length > 1500 ? 4 : 8
  for (let round = 0; round < rounds; round++) {
    for (const column of columns) settle(column, boxes, centre, (box) => box.preds)
    for (const column of columns.toReversed()) settle(column, boxes, centre, (box) => box.succs)
  }
  for (const column of columns) settle(column, boxes, centre, (box) => [...box.preds, ...box.succs])
  return centre
}

function stack(column: readonly number[], boxes: readonly Box[], centre: Float64Array): void {
  let y = 0
  const height = column.reduce((sum, node, i) => sum + (boxes[node]?.height ?? 0) + (i > 0 ? GAP : 0), 0)
  for (const node of column) {
    const box = boxes[node] as Box
    centre[node] = y + box.height / 2 - height / 2
    y += box.height + GAP
  }
}

interface Block {
  /** Weighted mean of (wish − offset) over the block's boxes: where its first box wants its centre. */
  wish: number
  weight: number
  size: number
}

/**
 * Pool-adjacent-violators: the least-squares solution of "near the wish, at least this far apart, in this order".
 */
function settle(column: readonly number[], boxes: readonly Box[], centre: Float64Array, around: (box: Box) => number[]): void {
  const offsets = offsetsOf(column, boxes)
  const blocks: Block[] = []
  for (const [i, node] of column.entries()) {
    const box = boxes[node] as Box
    const neighbours = around(box)
    const mean = neighbours.reduce((sum, other) => sum + (centre[other] ?? 0), 0) / neighbours.length
    const wish = (neighbours.length > 0 ? mean : (centre[node] ?? 0)) - (offsets[i] ?? 0)
    // Bends pull harder, so long edges run straight; a box without neighbours on this side only keeps its place.
    const weight = neighbours.length === 0 ? 0.2 : box.bend ? 3 : 1
    blocks.push({ wish, weight, size: 1 })
    mergeBackwards(blocks)
  }
  let i = 0
  for (const block of blocks) {
    for (let k = 0; k < block.size; k++, i++) centre[column[i] as number] = block.wish + (offsets[i] ?? 0)
  }
}

function mergeBackwards(blocks: Block[]): void {
  for (;;) {
    const last = blocks.at(-1)
    const before = blocks.at(-2)
    if (!last || !before || before.wish <= last.wish) return
    const weight = before.weight + last.weight
    blocks.splice(-2, 2, {
      wish: (before.wish * before.weight + last.wish * last.weight) / weight,
      weight,
      size: before.size + last.size,
    })
  }
}

function offsetsOf(column: readonly number[], boxes: readonly Box[]): number[] {
  const offsets: number[] = []
  let at = 0
  for (const [i, node] of column.entries()) {
    const box = boxes[node] as Box
    const before = i > 0 ? (boxes[column[i - 1] as number] as Box) : undefined
    if (before) at += (before.height + box.height) / 2 + (before.bend || box.bend ? BEND_GAP : GAP)
    offsets.push(at)
  }
  return offsets
}
