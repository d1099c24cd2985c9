import type { Json } from '../api/types'

export interface Confusion {
  labels: string[]
  /** Rows are the true class, columns the predicted one. */
  rows: number[][]
}

export interface RocPoint {
  threshold: number
  falsePositiveRate: number
  truePositiveRate: number
}

/** Reads KFP's confusion matrix, bare or wrapped in `struct`; undefined when it isn't a whole square. */
export function readConfusion(metadata: Record<string, Json> | undefined): Confusion | undefined {
  const matrix = unwrap(metadata?.confusionMatrix, 'struct')
  if (!isObject(matrix)) return undefined
  const labels = list(matrix.annotationSpecs).map((spec, i) =>
    isObject(spec) && typeof spec.displayName === 'string' ? spec.displayName : `class ${i + 1}`,
  )
  const rows = list(matrix.rows).map((row) => (isObject(row) ? list(row.row) : list(row)).map(Number))
  const square = rows.length > 0 && rows.length === labels.length && rows.every((row) => row.length === labels.length)
  return square && rows.flat().every(Number.isFinite) ? { labels, rows } : undefined
}

/** Reads KFP's confidence metrics, bare or wrapped in `list`, in order of the false positive rate. */
export function readRoc(metadata: Record<string, Json> | undefined): RocPoint[] | undefined {
  const points = list(unwrap(metadata?.confidenceMetrics, 'list')).flatMap((point) => {
    if (!isObject(point)) return []
    const threshold = Number(point.confidenceThreshold)
    const falsePositiveRate = Number(point.falsePositiveRate)
    const truePositiveRate = Number(point.recall)
    return [threshold, falsePositiveRate, truePositiveRate].some(Number.isNaN)
      ? []
      : [{ threshold, falsePositiveRate, truePositiveRate }]
  })
  const sorted = points.toSorted(
    (a, b) => a.falsePositiveRate - b.falsePositiveRate || a.truePositiveRate - b.truePositiveRate,
  )
  return sorted.length > 1 ? sorted : undefined
}

export interface Slice {
  name: string
  confusion: Confusion | undefined
  roc: RocPoint[] | undefined
}

/** Reads the slices of a SlicedClassificationMetrics; those that hold nothing to show are left out. */
export function readSlices(metadata: Record<string, Json> | undefined): Slice[] {
  return list(unwrap(metadata?.evaluationSlices, 'list')).flatMap((entry, i) => {
    if (!isObject(entry)) return []
    const metrics = isObject(entry.sliceClassificationMetrics) ? entry.sliceClassificationMetrics : {}
    const slice = { name: typeof entry.slice === 'string' ? entry.slice : `slice ${i + 1}`, confusion: readConfusion(metrics), roc: readRoc(metrics) }
    return slice.confusion || slice.roc ? [slice] : []
  })
}

/** The point of a curve nearest to a false positive rate. */
export function nearestPoint(points: readonly RocPoint[], rate: number): RocPoint | undefined {
  let best = points[0]
  for (const point of points) {
    if (best && Math.abs(point.falsePositiveRate - rate) < Math.abs(best.falsePositiveRate - rate)) best = point
  }
  return best
}

/** Area under the curve by trapezoids, from corner to corner. */
export function areaUnder(points: readonly RocPoint[]): number {
  const all = [
    { falsePositiveRate: 0, truePositiveRate: 0 },
    ...points,
    { falsePositiveRate: 1, truePositiveRate: 1 },
  ]
  let area = 0
  for (let i = 1; i < all.length; i++) {
    const a = all[i - 1] as RocPoint
    const b = all[i] as RocPoint
    area += ((b.falsePositiveRate - a.falsePositiveRate) * (a.truePositiveRate + b.truePositiveRate)) / 2
  }
  return area
}

function unwrap(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && value[key] !== undefined ? value[key] : value
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}
