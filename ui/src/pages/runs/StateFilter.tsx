import type { State } from '../../api/types'
import { StateIcon } from '../../parts/State'
import { wordsOf } from '../../lib/state'

const CHOICES: State[] = ['RUNNING', 'PENDING', 'SUCCEEDED', 'FAILED', 'CANCELED']

/** Toggles for the states to show; none pressed shows all. */
export function StateFilter({ states, onChange }: { states: readonly State[]; onChange: (states: State[]) => void }) {
  const toggle = (state: State) =>
    onChange(states.includes(state) ? states.filter((one) => one !== state) : [...states, state])
  return (
    <div className="state-filter" role="group" aria-label="Filter by state">
      {CHOICES.map((state) => (
        <button key={state} type="button" aria-pressed={states.includes(state)} onClick={() => toggle(state)}>
          <StateIcon state={state} size={14} />
          {wordsOf(state).label}
        </button>
      ))}
    </div>
  )
}
