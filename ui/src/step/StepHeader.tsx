import type { Attempt, StaticGraph, TaskRow } from '../api/types'
import { placesTo } from '../lib/paths'
import { isFinal, wordsOf } from '../lib/state'
import { nameOf } from '../live/tree'
import { Button, Chip } from '../parts/basics'
import { Ago, Took } from '../parts/Clock'
import { StateBadge } from '../parts/State'
import type { Query } from '../router/route'
import { useSetQuery } from '../router/useRoute'

interface StepHeaderProps {
  row: TaskRow
  graph: StaticGraph | undefined
  attempts: readonly Attempt[]
  attempt: Attempt | undefined
  query: Query
  onClose: () => void
  onSelect: (path: string) => void
}

export function StepHeader({ row, graph, attempts, attempt, query, onClose, onSelect }: StepHeaderProps) {
  const around = placesTo(row.path, graph).slice(0, -1)
  const from = attempt?.started_at ?? row.started_at
  const to = attempt ? attempt.finished_at : row.finished_at
  return (
    <header className="panel-head">
      {around.length > 0 && (
        <ol className="panel-path">
          {around.map((one) => (
            <li key={one.path}>
              <button type="button" className="text-button" onClick={() => onSelect(one.path)}>
                {one.label}
              </button>
            </li>
          ))}
        </ol>
      )}
      <div className="panel-title">
        <h2 title={row.path}>{nameOf(row)}</h2>
        <StateBadge state={row.state} />
        {row.cached && <Chip icon="restore" title="Its outputs come from an earlier run with the same inputs">cached</Chip>}
        <span className="grow" />
        {attempts.length > 1 && <AttemptChoice attempts={attempts} attempt={attempt} query={query} />}
        <span className="panel-close">
          <Button kind="quiet" icon="close" label="Close (Esc)" onClick={onClose} />
        </span>
      </div>
      <p className="panel-facts">
        {from ? (
          <>
            <span>
              <Took from={from} to={to} running={!isFinal(attempt?.state ?? row.state)} />
            </span>
            <span>
              started <Ago time={from} />
            </span>
          </>
        ) : (
          <span>not begun</span>
        )}
        {attempt?.exit_code !== undefined && <span>exit code {attempt.exit_code}</span>}
        {(attempt?.generation ?? 1) > 1 && <span>generation {attempt?.generation}</span>}
      </p>
    </header>
  )
}

function AttemptChoice({ attempts, attempt, query }: Pick<StepHeaderProps, 'attempts' | 'attempt' | 'query'>) {
  const setQuery = useSetQuery(query)
  const newest = attempts.at(-1)?.number
  return (
    <select
      className="attempt-choice"
      aria-label="Attempt shown"
      value={attempt?.number ?? ''}
      onChange={(event) => setQuery({ attempt: Number(event.target.value) === newest ? undefined : event.target.value })}
    >
      {attempts.map((one) => (
        <option key={one.number} value={one.number}>
          Attempt {one.number} of {attempts.length} · {wordsOf(one.state).label.toLowerCase()}
        </option>
      ))}
    </select>
  )
}
