import type { Attempt, TaskRow } from '../api/types'
import { Icon } from '../parts/Icon'

/** What went wrong in words, and before all else what to do about it. */
export function StepError({ row, attempt }: { row: TaskRow; attempt: Attempt | undefined }) {
  const error = attempt ? attempt.error : row.error
  if (!error) return null
  const past = attempt !== undefined && attempt.number !== row.attempt && row.state !== 'FAILED'
  return (
    <div className={`callout ${past ? 'paused' : 'failed'}`} role="alert">
      <Icon name="warning" />
      <div className="callout-body">
        {error.hint && <p className="hint first">{error.hint}</p>}
        <p className={error.hint ? '' : 'callout-title'}>{error.message}</p>
        {error.code && <code className="faint">{error.code}</code>}
      </div>
    </div>
  )
}
