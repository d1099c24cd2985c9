import type { Attempt, TaskDetail } from '../api/types'
import { formatDuration, formatTime, instant } from '../lib/duration'
import { isFinal } from '../lib/state'
import { plural } from '../lib/text'
import { Took } from '../parts/Clock'
import { StateLabel } from '../parts/State'
import type { Query } from '../router/route'
import { useSetQuery } from '../router/useRoute'

interface AttemptsProps {
  detail: TaskDetail
  shown: Attempt | undefined
  query: Query
}

/** Every attempt, what it came to and how long the next one waited. */
export function Attempts({ detail, shown, query }: AttemptsProps) {
  const setQuery = useSetQuery(query)
  const attempts = detail.attempts ?? []
  const policy = policyWords(detail.retry)
  return (
    <div className="panel-section">
      {policy && (
        <p className="soft">
          {policy} {progress(detail)}
        </p>
      )}
      <ol className="attempts">
        {attempts.map((attempt, i) => {
          const waited = waitedFor(attempts[i - 1], attempt)
          return (
            <li key={`${attempt.generation ?? 1}/${attempt.number}`} className={attempt === shown ? 'shown' : ''}>
              {waited !== undefined && <p className="attempt-wait">waited {formatDuration(waited)}</p>}
              <div className="attempt">
                <button type="button" className="text-button" data-row aria-current={attempt === shown ? 'true' : undefined} onClick={() => setQuery({ attempt: String(attempt.number), panel: 'logs' })}>
                  Attempt {attempt.number}
                </button>
                <StateLabel state={attempt.state} size={14} />
                <Took from={attempt.started_at} to={attempt.finished_at} running={!isFinal(attempt.state)} />
                <span className="faint">{startWords(attempt)}</span>
              </div>
              {attempt.error && <p className="attempt-error">{attempt.error.message}</p>}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function startWords(attempt: Attempt): string {
  const start = instant(attempt.started_at)
  const parts = [start === undefined ? '' : formatTime(start)]
  if (attempt.exit_code !== undefined) parts.push(`exit code ${attempt.exit_code}`)
  if ((attempt.generation ?? 1) > 1) parts.push(`after retry ${(attempt.generation ?? 1) - 1} of the run`)
  return parts.filter((part) => part !== '').join(' · ')
}

/** Milliseconds between the end of one attempt and the start of the next; too short to tell is not told. */
function waitedFor(before: Attempt | undefined, attempt: Attempt): number | undefined {
  const end = instant(before?.finished_at)
  const start = instant(attempt.started_at)
  return end === undefined || start === undefined || start - end < 100 ? undefined : start - end
}

/** Attempts are counted anew in each generation of a run. */
function progress(detail: TaskDetail): string {
  const newest = detail.attempts?.at(-1)
  if (!newest) return ''
  const count = `Attempt ${newest.number} of at most ${(detail.retry?.max_retries ?? 0) + 1}`
  const next = instant(detail.retry?.next_at)
  return next === undefined ? `${count}.` : `${count}; the next one starts at ${formatTime(next)}.`
}

function policyWords(retry: TaskDetail['retry']): string | undefined {
  if (!retry?.max_retries) return undefined
  const parts = [`Tried again up to ${plural(retry.max_retries, 'time')}`]
  if (retry.backoff_seconds) parts.push(`first after ${formatDuration(retry.backoff_seconds * 1000)}`)
  if (retry.backoff_factor && retry.backoff_factor !== 1) parts.push(`each wait ${retry.backoff_factor} times the last`)
  if (retry.backoff_max_seconds) parts.push(`at most ${formatDuration(retry.backoff_max_seconds * 1000)}`)
  return `${parts.join(', ')}.`
}
