import type { State } from '../../api/types'
import { StateIcon } from '../../parts/State'
import { wordsOf } from '../../lib/state'

const RUN_STATES: State[] = ['RUNNING', 'PENDING', 'PAUSED', 'SUCCEEDED', 'FAILED', 'CANCELED']
export const STEP_STATES: State[] = ['RUNNING', 'PENDING', 'PAUSED', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELED']

interface StateFilterProps {
  states: readonly State[]
  choices?: readonly State[]
  onChange: (states: State[]) => void
}

/** Toggles for the states to show; none pressed shows all. */
export function StateFilter({ states, choices = RUN_STATES, onChange }: StateFilterProps) {
  const toggle = (state: State) =>
    onChange(states.includes(state) ? states.filter((one) => one !== state) : [...states, state])
  return (
    <div className="state-filter" role="group" aria-label="Filter by state">
      {choices.map((state) => (
        <button key={state} type="button" aria-pressed={states.includes(state)} onClick={() => toggle(state)}>
          <StateIcon state={state} size={14} />
          {wordsOf(state).label}
        </button>
      ))}
    </div>
  )
}
