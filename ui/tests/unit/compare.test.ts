import { describe, expect, it } from 'vitest'
import type { Json, RunMetric, RunView } from '../../src/api/types'
import { chartsOf, extremes, metricRows, parameterRows } from '../../src/lib/compare'

const run = (parameters: Record<string, Json>): RunView => ({ run_id: 'r', display_name: 'r', state: 'SUCCEEDED', created_at: '', version: 1, parameters })

const metric = (path: string, output: string, metadata: Record<string, Json>, type = 'system.Metrics'): RunMetric => ({
  task_id: path,
  path,
  output,
  artifact: { artifact_id: '1', name: output, type, uri: '', metadata },
})

describe('parameterRows', () => {
  it('tells what differs, absent values included', () => {
    const rows = parameterRows([run({ a: 1, b: [1, 2], c: 'x' }), run({ a: 1, b: [1, 3] })])
    expect(rows.map((row) => [row.name, row.differs])).toEqual([['a', false], ['b', true], ['c', true]])
    expect(rows[2]?.values).toEqual(['x', undefined])
  })
})

describe('metricRows', () => {
  it('names metrics by step, and by output only where a step has several', () => {
    const first = [metric('eval', 'metrics', { auc: 0.9, display_name: 'metrics' }), metric('fit', 'train', { loss: 1 }), metric('fit', 'test', { loss: 2 })]
    expect(metricRows([first]).map((row) => row.name)).toEqual(['eval / auc', 'fit / test / loss', 'fit / train / loss'])
  })
})

describe('extremes', () => {
  it('are of numbers that differ, and of nothing else', () => {
    const of = (values: (Json | undefined)[]) => extremes({ name: '', values, differs: true })
    expect(of([3, undefined, 1])).toEqual({ least: 1, most: 3 })
    expect(of([3, 3, undefined])).toBeUndefined()
    expect(of([])).toBeUndefined()
    expect(of([3, 'x'])).toBeUndefined()
  })
})

describe('chartsOf', () => {
  it('puts curves and matrices of the same step together', () => {
    const roc = { confidenceMetrics: [0, 1].map((rate) => ({ confidenceThreshold: rate, falsePositiveRate: rate, recall: rate })) }
    const matrix = { confusionMatrix: { annotationSpecs: [{ displayName: 'a' }], rows: [{ row: [4] }] } }
    const charts = chartsOf([
      [metric('eval', 'curve', { ...roc, ...matrix }, 'system.ClassificationMetrics'), metric('eval', 'other', {})],
      [metric('eval', 'curve', roc, 'system.ClassificationMetrics')],
    ])
    expect(charts).toHaveLength(1)
    expect(charts[0]?.curves.map((curve) => curve.run)).toEqual([0, 1])
    expect(charts[0]?.matrices.map((one) => one.run)).toEqual([0])
  })
})
