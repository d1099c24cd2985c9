import type { Json, RunMetric, RunView } from '../api/types'
import { readConfusion, readRoc, type Confusion, type RocPoint } from './classification'

export const FEWEST = 2
export const MOST = 10

/** One thing compared: its value in each run, by the runs' order; undefined where a run has none. */
export interface Row {
  name: string
  values: (Json | undefined)[]
  /** Not the same in all runs. */
  differs: boolean
}

const rowOf = (name: string, values: (Json | undefined)[]): Row => ({
  name,
  values,
  differs: new Set(values.map((value) => JSON.stringify(value))).size > 1,
})

const NAMES = new Intl.Collator(undefined, { numeric: true })

function rowsOf(columns: readonly Record<string, Json>[]): Row[] {
  const names = [...new Set(columns.flatMap((column) => Object.keys(column)))].toSorted(NAMES.compare)
  return names.map((name) => rowOf(name, columns.map((column) => column[name])))
}

export const parameterRows = (runs: readonly RunView[]): Row[] => rowsOf(runs.map((run) => run.parameters ?? {}))

const BOOKKEEPING = new Set(['display_name', 'store_session_info'])

/** Scalar metrics of each run, named by step and metric; the artifact's name only where a step gives several. */
export function metricRows(runs: readonly (readonly RunMetric[])[]): Row[] {
  return rowsOf(runs.map(scalarsOf))
}

function scalarsOf(metrics: readonly RunMetric[]): Record<string, Json> {
  const scalars: Record<string, Json> = {}
  const plain = metrics.filter(({ artifact }) => artifact.type === 'system.Metrics')
  for (const { path, output, artifact } of plain) {
    const several = plain.filter((other) => other.path === path).length > 1
    for (const [name, value] of Object.entries(artifact.metadata ?? {})) {
      if (!BOOKKEEPING.has(name)) scalars[`${path} / ${several ? `${output} / ` : ''}${name}`] = value
    }
  }
  return scalars
}

/** The least and the most of the numbers of a row; undefined where they are all the same, or fewer than two. */
export function extremes({ values }: Row): { least: number; most: number } | undefined {
  const numbers = values.filter((value): value is number => typeof value === 'number')
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return least < most ? { least, most } : undefined
}

/** Curves and matrices under the same step and output, each with the run it is of. */
export interface Charts {
  name: string
  curves: { run: number; points: RocPoint[] }[]
  matrices: { run: number; confusion: Confusion }[]
}

export function chartsOf(runs: readonly (readonly RunMetric[])[]): Charts[] {
  const byName = new Map<string, Charts>()
  for (const [run, metrics] of runs.entries()) {
    for (const { path, output, artifact } of metrics) {
      const points = readRoc(artifact.metadata)
      const confusion = readConfusion(artifact.metadata)
      if (!points && !confusion) continue
      const name = `${path} / ${output}`
      const charts = byName.get(name) ?? { name, curves: [], matrices: [] }
      byName.set(name, charts)
      if (points) charts.curves.push({ run, points })
      if (confusion) charts.matrices.push({ run, confusion })
    }
  }
  return [...byName.values()]
}
