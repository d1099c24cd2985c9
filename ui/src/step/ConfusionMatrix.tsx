import { useState } from 'react'
import type { Confusion } from '../lib/classification'
import { formatCount } from '../lib/text'

/** Beyond this many classes the cells only show their colour; the number is in the tooltip and under the matrix. */
const MOST_WITH_NUMBERS = 12

/** A confusion matrix as a heat map: right answers on one colour, mistakes on another, both as strong as they are many. */
export function ConfusionMatrix({ confusion: { labels, rows }, title = 'Confusion matrix' }: { confusion: Confusion; title?: string }) {
  const [shares, setShares] = useState(false)
  const [at, setAt] = useState<string>()
  const all = rows.flat().reduce((sum, n) => sum + n, 0)
  const right = rows.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
  const sums = rows.map((row) => row.reduce((sum, n) => sum + n, 0))
  const most = Math.max(...rows.flat(), 1)
  const small = labels.length > MOST_WITH_NUMBERS
  const share = (count: number, i: number) => count / (shares ? Math.max(1, sums[i] ?? 1) : most)
  const text = (count: number, i: number) => (shares ? `${Math.round(share(count, i) * 100)} %` : formatCount(count))
  return (
    <figure className={`chart confusion-chart${small ? ' small' : ''}`}>
      <div className="confusion-scroll">
        <table className="confusion">
          <caption>
            {title} <span className="faint">{all > 0 && `${((right / all) * 100).toFixed(1)} % right`}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col" className="corner">
                true ↓ predicted →
              </th>
              {labels.map((label, j) => (
                <th scope="col" key={j}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                <th scope="row">{labels[i]}</th>
                {row.map((count, j) => {
                  const words = `${labels[i]} taken for ${labels[j]}: ${formatCount(count)}`
                  return (
                    <td
                      key={j}
                      className={i === j ? 'right-class' : 'wrong-class'}
                      title={words}
                      onPointerEnter={() => setAt(words)}
                      onPointerLeave={() => setAt(undefined)}
                      style={{ '--share': `${Math.round(share(count, i) * 48)}%` } as React.CSSProperties}
                    >
                      {small ? <span className="visually-hidden">{text(count, i)}</span> : text(count, i)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="chart-note">
        <button type="button" className="text-button" aria-pressed={shares} onClick={() => setShares(!shares)}>
          {shares ? 'Show counts' : 'Show shares of each true class'}
        </button>
        {at && <span> · {at}</span>}
      </p>
    </figure>
  )
}
