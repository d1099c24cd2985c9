import type { State } from '../api/types'
import { totalOf, wordsOf, type StateCounts } from '../lib/state'
import { formatCount } from '../lib/text'

const ORDER: State[] = ['SUCCEEDED', 'FAILED', 'RUNNING', 'CANCELING', 'PAUSED', 'SKIPPED', 'CANCELED', 'PENDING']

/** How many steps are in which state: as a bar, and in words. */
export function StateBar({ counts, words = true }: { counts: StateCounts; words?: boolean }) {
  const total = totalOf(counts)
  if (total === 0) return null
  const parts = ORDER.flatMap((state) => {
    const count = counts[state] ?? 0
    return count > 0 ? [{ state, count, ...wordsOf(state) }] : []
  })
  return (
    <span className="state-bar">
      <span className="state-bar-line" aria-hidden="true">
        {parts.map((part) => (
          <i key={part.state} className={`tone-${part.tone}`} style={{ flexGrow: part.count }} />
        ))}
      </span>
      {words && (
        <span className="state-bar-words">
          {parts.map((part) => (
            <span key={part.state} className={`tone-${part.tone}`}>
              <b>{formatCount(part.count)}</b> {part.label.toLowerCase()}
            </span>
          ))}
        </span>
      )}
    </span>
  )
}
