import type { TaskRow } from '../api/types'
import { countStates, isFinal, wordsOf } from '../lib/state'
import { iterationIndex, type RunTree } from '../live/tree'
import { Took } from '../parts/Clock'
import { StateBar } from '../parts/StateBar'
import { StateIcon } from '../parts/State'

/** The inside of a scope or loop, as a list to walk down. */
export function ScopeSteps({ row, tree, onSelect }: { row: TaskRow; tree: RunTree; onSelect: (path: string) => void }) {
  const children = row.kind === 'LOOP' ? tree.iterationsOf(row.path) : tree.childrenOf(row.path)
  if (children.length === 0) return <p className="soft pad">Nothing inside has begun.</p>
  return (
    <div className="scope-steps">
      <StateBar counts={countStates(children)} />
      <ul>
        {children.map((child) => (
          <li key={child.path}>
            <button type="button" data-row onClick={() => onSelect(child.path)}>
              <StateIcon state={child.state} />
              <span className="grow">{child.display_name || (child.kind === 'ITERATION' ? `#${iterationIndex(child)}` : child.key)}</span>
              <span className={`tone-text tone-${wordsOf(child.state).tone}`}>{wordsOf(child.state).label}</span>
              <Took from={child.started_at} to={child.finished_at} running={!isFinal(child.state)} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
