import { useMutation } from '@tanstack/react-query'
import { resumeTask } from '../api/penstock'
import type { Attempt, TaskRow } from '../api/types'
import { conditionWords } from '../lib/condition'
import { shellCommand } from '../lib/shellCommand'
import { Button, Snippet } from '../parts/basics'
import { Icon } from '../parts/Icon'
import { tell, tellError } from '../parts/Toasts'

const HELD = {
  BEFORE: 'It is held before its program starts: look at its inputs, then let it go on.',
  AFTER: 'Its program has ended; its result is held until it is let go.',
  ON_ERROR: 'Its program failed, and all it left behind is kept until it is let go.',
} as const

/** A step that its author paused for debugging: why it waits, how to look inside, how to let it go. */
export function PauseBox({ runId, row, newest }: { runId: string; row: TaskRow; newest: Attempt | undefined }) {
  const resume = useMutation({ mutationFn: () => resumeTask(runId, row.task_id), onSuccess: () => tell('The step goes on.'), onError: tellError })
  if (row.state !== 'PAUSED') return null
  return (
    <div className="callout paused" role="status">
      <Icon name="pause" />
      <div className="callout-body">
        <p className="callout-title">This step is paused</p>
        <p>{HELD[heldAt(newest)]}</p>
        <ShellLine runId={runId} path={row.path} />
        <div className="button-row">
          <Button kind="primary" icon="play" disabled={resume.isPending} onClick={() => resume.mutate()}>
            Resume step
          </Button>
        </div>
      </div>
    </div>
  )
}

/** An attempt is held once it has ended, and then keeps what came of it; before, there is none to hold. */
function heldAt(newest: Attempt | undefined): keyof typeof HELD {
  if (newest?.state !== 'PAUSED') return 'BEFORE'
  return newest.error || (newest.exit_code ?? 0) !== 0 ? 'ON_ERROR' : 'AFTER'
}

function ShellLine({ runId, path, attempt }: { runId: string; path: string; attempt?: number | undefined }) {
  return <Snippet code={shellCommand(runId, path, attempt)} label="shell command" />
}

interface ShellHintProps {
  runId: string
  path: string
  attempt: Attempt | undefined
  newest: Attempt | undefined
}

/** How to look into a failed step from the inside. */
export function ShellHint({ runId, path, attempt, newest }: ShellHintProps) {
  const number = attempt && newest && attempt.number !== newest.number ? attempt.number : undefined
  return (
    <details className="shell-hint">
      <summary>
        <Icon name="terminal" size={14} /> Open a shell in this step
      </summary>
      <p className="soft">Its files, environment and arguments as they were; nothing recorded changes. On the machine of the server:</p>
      <ShellLine runId={runId} path={path} attempt={number} />
    </details>
  )
}

export function ConditionLine({ condition, row }: { condition: string; row: TaskRow }) {
  const verdict = row.state === 'SKIPPED' ? 'Not taken' : row.started_at ? 'Taken' : 'Decided once what it waits for is done'
  return (
    <p className="condition-line">
      <Icon name="branch" size={14} />
      <span>
        {verdict}: runs if <code title={condition}>{conditionWords(condition)}</code>
      </span>
    </p>
  )
}
