import type { State } from '../api/types'
import { wordsOf } from '../lib/state'

/** Each state has a shape of its own, so that colour never has to tell it alone. */
const SHAPES: Record<string, React.ReactNode> = {
  pending: <circle cx="8" cy="8" r="5.250" strokeDasharray="2.200 2.200" />,
  running: (
    <>
      <circle cx="8" cy="8" r="5.250" opacity="0.3" />
      <path className="spin" d="M8 2.750A5.250 5.250 0 0 1 13.250 8" />
    </>
  ),
  succeeded: (
    <>
      <circle className="fill" cx="8" cy="8" r="6.500" />
      <path className="mark" d="m5.200 8.200 2 2 3.700-4.200" />
    </>
  ),
  failed: (
    <>
      <circle className="fill" cx="8" cy="8" r="6.500" />
      <path className="mark" d="m5.800 5.800 4.400 4.400M10.200 5.800l-4.400 4.400" />
    </>
  ),
  skipped: <path d="M3.500 4.500 7 8l-3.500 3.500M8.500 4.500 12 8l-3.500 3.500" />,
  canceled: (
    <>
      <circle cx="8" cy="8" r="5.250" />
      <path d="m4.400 11.600 7.200-7.200" />
    </>
  ),
  paused: (
    <>
      <circle cx="8" cy="8" r="5.750" />
      <path d="M6.500 6v4M9.500 6v4" />
    </>
  ),
}

export function StateIcon({ state, size = 16 }: { state: State | undefined; size?: number }) {
  const { tone } = wordsOf(state)
  return (
    <svg
      className={`state-icon tone-${tone}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[tone]}
    </svg>
  )
}

/** Icon and word: for tables and headers. */
export function StateLabel({ state, size = 16 }: { state: State | undefined; size?: number }) {
  const { label, tone } = wordsOf(state)
  return (
    <span className={`state-label tone-${tone}`} data-state={state}>
      <StateIcon state={state} size={size} />
      {label}
    </span>
  )
}

/** Icon and word on a tinted ground: for the one state that a page is about. */
export function StateBadge({ state }: { state: State | undefined }) {
  const { label, tone } = wordsOf(state)
  return (
    <span className={`state-badge tone-${tone}`} data-state={state}>
      <StateIcon state={state} size={14} />
      {label}
    </span>
  )
}
