import type { Artifact, Json } from '../api/types'
import { formatNumber, inlineJson } from '../lib/text'

const BOOKKEEPING = new Set(['display_name', 'store_session_info'])

function entriesOf(artifact: Artifact): [string, Json][] {
  return Object.entries(artifact.metadata ?? {}).filter(([name]) => !BOOKKEEPING.has(name))
}

export const hasMetrics = (artifact: Artifact): boolean => entriesOf(artifact).length > 0

/** Scalar metrics: the numbers large, as they are what people come for. */
export function Metrics({ artifact }: { artifact: Artifact }) {
  return (
    <dl className="metrics">
      {entriesOf(artifact).map(([name, value]) => (
        <div key={name} className="metric">
          <dt>{name}</dt>
          <dd className={typeof value === 'number' ? '' : 'words'} title={inlineJson(value)}>
            {typeof value === 'number' ? formatNumber(value) : inlineJson(value)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
