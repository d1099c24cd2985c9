import { describe, expect, it } from 'vitest'
import { layoutGraph, type LayoutInput } from '../../src/graph/layout'
import { buildScene } from '../../src/graph/scene'
import type { StaticGraph } from '../../src/api/types'

const box = (id: string) => ({ id, width: 200, height: 50 })

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

function randomDag(nodes: number, seed: number): LayoutInput {
  const next = random(seed)
  const edges: LayoutInput['edges'] = []
  for (let to = 1; to < nodes; to++) {
    for (let k = 0; k < 1 + next() * 2; k++) edges.push({ from: `n${Math.floor(next() * to)}`, to: `n${to}` })
  }
  return { nodes: Array.from({ length: nodes }, (_, i) => box(`n${i}`)), edges }
}

function overlaps(layout: ReturnType<typeof layoutGraph>): number {
  let count = 0
  for (const [i, a] of layout.nodes.entries()) {
    for (const b of layout.nodes.slice(i + 1)) {
      if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height) count++
    }
  }
  return count
}

describe('layoutGraph', () => {
  it('puts a chain on one line', () => {
    const layout = layoutGraph({
      nodes: ['a', 'b', 'c'].map(box),
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
      ],
    })
    expect(layout.nodes.map((node) => node.y)).toEqual([0, 0, 0])
    expect(layout.nodes.map((node) => node.x)).toEqual(layout.nodes.map((node) => node.x).toSorted((a, b) => a - b))
  })

  it('centres a join between its branches', () => {
    const layout = layoutGraph({
      nodes: ['a', 'b', 'c', 'd'].map(box),
      edges: [
        { from: 'a', to: 'b' },
        { from: 'a', to: 'c' },
        { from: 'b', to: 'd' },
        { from: 'c', to: 'd' },
      ],
    })
    const y = Object.fromEntries(layout.nodes.map((node) => [node.id, node.y]))
    expect(y.a).toBe(y.d)
    expect(y.a).toBeCloseTo(((y.b ?? 0) + (y.c ?? 0)) / 2, 0)
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('never overlaps boxes and draws every edge forward (seed %i)', (seed) => {
    const input = randomDag(60, seed)
    const layout = layoutGraph(input)
    expect(overlaps(layout)).toBe(0)
    const at = new Map(layout.nodes.map((node) => [node.id, node]))
    for (const edge of layout.edges) expect(at.get(edge.from)?.x).toBeLessThan(at.get(edge.to)?.x ?? 0)
  })

  it('answers the same picture for the same graph', () => {
    expect(layoutGraph(randomDag(80, 9))).toEqual(layoutGraph(randomDag(80, 9)))
  })

  it('survives a circle, an unknown end and a doubled edge', () => {
    const layout = layoutGraph({
      nodes: ['a', 'b', 'c'].map(box),
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
        { from: 'a', to: 'ghost' },
        { from: 'b', to: 'c' },
        { from: 'b', to: 'c' },
      ],
    })
    expect(layout.nodes).toHaveLength(3)
    expect(overlaps(layout)).toBe(0)
  })

  it('folds a fan of a thousand into a block that fits a screen', () => {
    const ids = Array.from({ length: 1000 }, (_, i) => `w${i}`)
    const layout = layoutGraph({
      nodes: ['start', ...ids, 'end'].map(box),
      edges: ids.flatMap((id) => [
        { from: 'start', to: id },
        { from: id, to: 'end' },
      ]),
    })
    expect(layout.width / layout.height).toBeGreaterThan(0.5)
    expect(layout.width / layout.height).toBeLessThan(8)
    expect(overlaps(layout)).toBe(0)
  })

  it('places a thousand tangled nodes in well under two seconds', () => {
    const input = randomDag(1000, 11)
    const start = performance.now()
    layoutGraph(input)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('buildScene', () => {
  const graph: StaticGraph = {
    root: 'root',
    scopes: {
      root: {
        tasks: [
          { key: 'prepare', kind: 'CONTAINER' },
          { key: 'train', kind: 'SCOPE', component: 'comp-train', depends_on: ['prepare'] },
        ],
      },
      'comp-train': {
        tasks: [
          { key: 'fit', kind: 'CONTAINER' },
          { key: 'score', kind: 'CONTAINER', depends_on: ['fit'] },
        ],
      },
    },
  }

  it('shows a closed scope as one node', () => {
    expect(buildScene(graph, new Set()).nodes.map((node) => node.sid)).toEqual(['prepare', 'train'])
  })

  it('shows an open scope around its tasks', () => {
    const scene = buildScene(graph, new Set(['train']))
    const outer = scene.bySid.get('train')
    const inner = scene.bySid.get('train/score')
    expect(outer?.open).toBe(true)
    expect(inner && outer && inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width).toBe(true)
    expect(inner && outer && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height).toBe(true)
    expect(scene.edges).toHaveLength(2)
  })
})
