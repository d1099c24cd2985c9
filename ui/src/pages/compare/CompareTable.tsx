import type { ReactNode } from 'react'
import type { Json } from '../../api/types'
import { extremes, type Row } from '../../lib/compare'
import { formatNumber, inlineJson, plural } from '../../lib/text'

interface CompareTableProps {
  title: string
  /** One head a run. */
  heads: readonly ReactNode[]
  rows: readonly Row[]
  onlyDifferent: boolean
  empty: string
  /** Point out the least and the most of each row. */
  marked?: boolean
}

export function CompareTable({ title, heads, rows, onlyDifferent, empty, marked = false }: CompareTableProps) {
  const shown = onlyDifferent ? rows.filter((row) => row.differs) : rows
  const same = rows.length - shown.length
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        <div className="compare-scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="compare-table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                {heads.map((head, i) => (
                  <th key={i} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <CompareRow key={row.name} row={row} marked={marked} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {same > 0 && <p className="chart-note">{plural(same, 'row')} the same in all runs, not shown.</p>}
    </section>
  )
}

function CompareRow({ row, marked }: { row: Row; marked: boolean }) {
  const edge = marked ? extremes(row) : undefined
  return (
    <tr className={row.differs ? 'differs' : ''}>
      <th scope="row">{row.name}</th>
      {row.values.map((value, i) => (
        <td key={i} title={inlineJson(value)}>
          <Cell value={value} />
          {edge && value === edge.most && <span className="faint"> most</span>}
          {edge && value === edge.least && <span className="faint"> least</span>}
        </td>
      ))}
    </tr>
  )
}

const LONG = 160

function Cell({ value }: { value: Json | undefined }) {
  if (value === undefined) return <span className="faint">none</span>
  if (typeof value === 'number') return <span className="numbers">{formatNumber(value)}</span>
  const text = inlineJson(value)
  return <code>{text.length > LONG ? `${text.slice(0, LONG)}…` : text}</code>
}
