import type { State, TaskRow } from '../api/types'
import { countStates, isFinal, statesOfLoop, wordsOf } from '../lib/state'
import { formatCount } from '../lib/text'
import { nameOf, type RunTree } from '../live/tree'
import { Button } from '../parts/basics'
import { Took } from '../parts/Clock'
import { StateBar } from '../parts/StateBar'
import { StateIcon } from '../parts/State'

interface ScopeStepsProps {
  row: TaskRow
  tree: RunTree
  onSelect: (path: string) => void
  onOpenLoop: (path: string, state?: State) => void
}

/** The inside of a scope or iteration, as a list to walk down; of a loop, how far it is. */
export function ScopeSteps({ row, tree, onSelect, onOpenLoop }: ScopeStepsProps) {
  if (row.kind === 'LOOP') return <LoopSummary row={row} onOpenLoop={onOpenLoop} />
  const children = tree.childrenOf(row.path)
  if (children.length === 0) return <p className="soft pad">Nothing inside has begun.</p>
  return (
    <div className="scope-steps">
      <StateBar counts={countStates(children)} />
      <ul>
        {children.map((child) => (
          <li key={child.path}>
            <button type="button" data-row onClick={() => onSelect(child.path)}>
              <StateIcon state={child.state} />
              <span className="grow">{nameOf(child)}</span>
              <span className={`tone-text tone-${wordsOf(child.state).tone}`}>{wordsOf(child.state).label}</span>
              <Took from={child.started_at} to={child.finished_at} running={!isFinal(child.state)} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function LoopSummary({ row, onOpenLoop }: Pick<ScopeStepsProps, 'row' | 'onOpenLoop'>) {
  const counts = row.iterations
  if (!counts) return <p className="soft pad">No iteration has begun.</p>
  return (
    <div className="scope-steps">
      <StateBar counts={statesOfLoop(counts, row.state)} />
      <div className="button-row">
        <Button icon="list" onClick={() => onOpenLoop(row.path)}>
          Show {counts.total === 1 ? 'the iteration' : `all ${formatCount(counts.total)} iterations`}
        </Button>
        {counts.failed > 0 && (
          <Button icon="warning" onClick={() => onOpenLoop(row.path, 'FAILED')}>
            Show the {formatCount(counts.failed)} that failed
          </Button>
        )}
      </div>
    </div>
  )
}
