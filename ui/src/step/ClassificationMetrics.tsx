import { useMemo, useState } from 'react'
import type { Artifact } from '../api/types'
import { areaUnder, readConfusion, readRoc, type Confusion, type RocPoint } from '../lib/classification'
import { formatCount, formatNumber } from '../lib/text'

export const hasClassification = (artifact: Artifact): boolean =>
  readConfusion(artifact.metadata) !== undefined || readRoc(artifact.metadata) !== undefined

export function ClassificationMetrics({ artifact }: { artifact: Artifact }) {
  const confusion = useMemo(() => readConfusion(artifact.metadata), [artifact])
  const roc = useMemo(() => readRoc(artifact.metadata), [artifact])
  return (
    <div className="charts">
      {confusion && <ConfusionMatrix confusion={confusion} />}
      {roc && <RocCurve points={roc} />}
    </div>
  )
}

function ConfusionMatrix({ confusion: { labels, rows } }: { confusion: Confusion }) {
  const most = Math.max(...rows.flat(), 1)
  const all = rows.flat().reduce((sum, n) => sum + n, 0)
  const right = rows.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
  return (
    <figure className="chart">
      <table className="confusion">
        <caption>
          Confusion matrix <span className="faint">{all > 0 && `${((right / all) * 100).toFixed(1)} % right`}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="corner">
              true ↓ predicted →
            </th>
            {labels.map((label) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={labels[i]}>
              <th scope="row">{labels[i]}</th>
              {row.map((count, j) => (
                <td
                  key={labels[j]}
                  className={i === j ? 'right-class' : 'wrong-class'}
                  style={{ '--share': `${Math.round((count / most) * 48)}%` } as React.CSSProperties}
                >
                  {formatCount(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

const SIZE = 220
const LEFT = 34
const TOP = 8

function RocCurve({ points }: { points: RocPoint[] }) {
  const [at, setAt] = useState<RocPoint>()
  const x = (rate: number) => LEFT + rate * SIZE
  const y = (rate: number) => TOP + (1 - rate) * SIZE
  const corners = `M${x(0)} ${y(0)}`
  const line = points.map((point) => `L${x(point.falsePositiveRate)} ${y(point.truePositiveRate)}`).join('')
  const auc = formatNumber(areaUnder(points))
  const hover = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const rate = ((event.clientX - box.left) / box.width) * (SIZE + LEFT + 10) - LEFT
    const nearest = points.reduce((best, point) =>
      Math.abs(point.falsePositiveRate * SIZE - rate) < Math.abs(best.falsePositiveRate * SIZE - rate) ? point : best,
    )
    setAt(nearest)
  }
  return (
    <figure className="chart">
      <figcaption>
        ROC curve <span className="faint">AUC {auc}</span>
      </figcaption>
      <svg
        className="roc"
        viewBox={`0 0 ${SIZE + LEFT + 10} ${SIZE + TOP + 34}`}
        role="img"
        aria-label={`ROC curve with ${points.length} points, area under it ${auc}`}
        onPointerMove={hover}
        onPointerLeave={() => setAt(undefined)}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g key={tick} className="grid">
            <path d={`M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}`} />
            <text x={x(tick)} y={y(0) + 14} textAnchor="middle">
              {tick}
            </text>
            <text x={LEFT - 6} y={y(tick) + 3} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        <path className="chance" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
        <path className="area" d={`${corners}${line}L${x(1)} ${y(1)}V${y(0)}Z`} />
        <path className="curve" d={`${corners}${line}L${x(1)} ${y(1)}`} />
        {at && <circle className="point" cx={x(at.falsePositiveRate)} cy={y(at.truePositiveRate)} r="4" />}
        <text x={x(0.5)} y={y(0) + 30} textAnchor="middle" className="axis">
          false positive rate
        </text>
      </svg>
      <p className="chart-note" aria-live="off">
        {at
          ? `threshold ${formatNumber(at.threshold)} · true positives ${formatNumber(at.truePositiveRate)} · false ${formatNumber(at.falsePositiveRate)}`
          : `${points.length} points`}
      </p>
    </figure>
  )
}
