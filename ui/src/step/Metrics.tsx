import { useState } from 'react'
import type { Artifact, Json } from '../api/types'
import { formatNumber, inlineJson } from '../lib/text'
import { Icon } from '../parts/Icon'

const BOOKKEEPING = new Set(['display_name', 'store_session_info'])

export function metricsOf(artifact: Artifact): [string, Json][] {
  return Object.entries(artifact.metadata ?? {}).filter(([name]) => !BOOKKEEPING.has(name))
}

export const hasMetrics = (artifact: Artifact): boolean => metricsOf(artifact).length > 0

type Order = { by: 'name' | 'value'; down: boolean } | undefined

/** Scalar metrics as a table to sort: by default in the order the step logged them. */
export function Metrics({ artifact }: { artifact: Artifact }) {
  const [order, setOrder] = useState<Order>()
  const rows = sorted(metricsOf(artifact), order)
  const turn = (by: 'name' | 'value') => setOrder(order?.by === by ? (order.down ? undefined : { by, down: true }) : { by, down: false })
  return (
    <table className="metrics">
      <thead>
        <tr>
          <SortHead label="Metric" by="name" order={order} onTurn={turn} />
          <SortHead label="Value" by="value" order={order} onTurn={turn} />
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name} className="metric">
            <th scope="row">{name}</th>
            <td className={typeof value === 'number' ? '' : 'words'} title={inlineJson(value)}>
              {typeof value === 'number' ? formatNumber(value) : inlineJson(value)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface SortHeadProps {
  label: string
  by: 'name' | 'value'
  order: Order
  onTurn: (by: 'name' | 'value') => void
}

function SortHead({ label, by, order, onTurn }: SortHeadProps) {
  const mine = order?.by === by ? order : undefined
  return (
    <th scope="col" aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : 'none'} className={by === 'value' ? 'right' : ''}>
      <button type="button" className="sort-button" onClick={() => onTurn(by)}>
        {label}
        {mine && <Icon name={mine.down ? 'chevronDown' : 'chevronUp'} size={12} />}
      </button>
    </th>
  )
}

const NAMES = new Intl.Collator(undefined, { numeric: true })

function sorted(rows: [string, Json][], order: Order): [string, Json][] {
  if (!order) return rows
  const sign = order.down ? -1 : 1
  // Words have no place on the scale of numbers: they stay below, whichever way that runs.
  const compare = ([nameA, a]: [string, Json], [nameB, b]: [string, Json]): number => {
    if (order.by === 'name') return sign * NAMES.compare(nameA, nameB)
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return Number(typeof b === 'number') - Number(typeof a === 'number')
  }
  return rows.toSorted(compare)
}
