import { useState, type PointerEvent } from 'react'
import { areaUnder, nearestPoint, type RocPoint } from '../lib/classification'
import { formatNumber, plural } from '../lib/text'

export interface RocSeries {
  name: string
  points: readonly RocPoint[]
}

const SIZE = 220
const LEFT = 34
const TOP = 8
const TICKS = [0, 0.25, 0.5, 0.75, 1]
/** As many colours as there are; each curve has a dash pattern of its own beside its colour. */
export const MOST_CURVES = 10

const x = (rate: number): number => LEFT + rate * SIZE
const y = (rate: number): number => TOP + (1 - rate) * SIZE

const lineOf = (points: readonly RocPoint[]): string =>
  `M${x(0)} ${y(0)}${points.map((point) => `L${x(point.falsePositiveRate)} ${y(point.truePositiveRate)}`).join('')}L${x(1)} ${y(1)}`

/** One or several ROC curves. The pointer, or the slider below, moves along them and reads off threshold and rates. */
export function RocChart({ series, title = 'ROC curve' }: { series: readonly RocSeries[]; title?: string }) {
  const [rate, setRate] = useState<number>()
  const curves = series.slice(0, MOST_CURVES)
  const only = curves.length === 1 ? curves[0] : undefined
  const hover = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setRate(clamp((((event.clientX - box.left) / box.width) * (SIZE + LEFT + 10) - LEFT) / SIZE))
  }
  return (
    <figure className="chart">
      <figcaption>
        {title} {only && <span className="faint">AUC {formatNumber(areaUnder(only.points))}</span>}
      </figcaption>
      <svg
        className="roc"
        viewBox={`0 0 ${SIZE + LEFT + 10} ${SIZE + TOP + 34}`}
        role="img"
        aria-label={labelOf(curves)}
        onPointerMove={hover}
        onPointerLeave={() => setRate(undefined)}
      >
        <Grid />
        {only && <path className="area" d={`${lineOf(only.points)}V${y(0)}Z`} />}
        {curves.map((one, i) => (
          <path key={i} className={`curve curve-${i}`} d={lineOf(one.points)} />
        ))}
        {rate !== undefined && curves.map((one, i) => <Mark key={i} at={nearestPoint(one.points, rate)} number={i} />)}
      </svg>
      <input
        className="roc-slider"
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={rate ?? 0}
        aria-label="False positive rate at which to read the curve"
        aria-valuetext={valueText(curves, rate)}
        onChange={(event) => setRate(Number(event.target.value))}
        onBlur={() => setRate(undefined)}
      />
      <Legend curves={curves} rate={rate} />
      {series.length > MOST_CURVES && <p className="chart-note">{plural(series.length - MOST_CURVES, 'more curve')} not drawn.</p>}
    </figure>
  )
}

const clamp = (rate: number): number => Math.min(1, Math.max(0, rate))

const labelOf = (curves: readonly RocSeries[]): string =>
  curves.map((one) => `ROC curve${curves.length > 1 ? ` of ${one.name}` : ''} with ${one.points.length} points, area under it ${formatNumber(areaUnder(one.points))}`).join('; ')

function Grid() {
  return (
    <>
      {TICKS.map((tick) => (
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
      <text x={x(0.5)} y={y(0) + 30} textAnchor="middle" className="axis">
        false positive rate
      </text>
    </>
  )
}

function Mark({ at, number }: { at: RocPoint | undefined; number: number }) {
  return at ? <circle className={`point curve-${number}`} cx={x(at.falsePositiveRate)} cy={y(at.truePositiveRate)} r="4" /> : null
}

const readOff = (point: RocPoint): string =>
  `threshold ${formatNumber(point.threshold)} · true positives ${formatNumber(point.truePositiveRate)} · false ${formatNumber(point.falsePositiveRate)}`

function valueText(curves: readonly RocSeries[], rate: number | undefined): string {
  if (rate === undefined) return 'nothing read'
  return curves
    .flatMap((one) => {
      const at = nearestPoint(one.points, rate)
      return at ? [`${curves.length > 1 ? `${one.name}: ` : ''}${readOff(at)}`] : []
    })
    .join('; ')
}

function Legend({ curves, rate }: { curves: readonly RocSeries[]; rate: number | undefined }) {
  const [only] = curves
  if (curves.length === 1 && only) {
    const at = rate === undefined ? undefined : nearestPoint(only.points, rate)
    return <p className="chart-note">{at ? readOff(at) : `${only.points.length} points`}</p>
  }
  return (
    <ul className="roc-legend">
      {curves.map((one, i) => {
        const at = rate === undefined ? undefined : nearestPoint(one.points, rate)
        return (
          <li key={i}>
            <svg width="22" height="8" aria-hidden="true">
              <path className={`curve curve-${i}`} d="M0 4H22" />
            </svg>
            <span>{one.name}</span>
            <span className="faint">{at ? readOff(at) : `AUC ${formatNumber(areaUnder(one.points))}`}</span>
          </li>
        )
      })}
    </ul>
  )
}
