import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { archiveRun, deleteRun, getExperiment, restoreRun, terminateRun } from '../../api/kfp'
import type { RunView, TaskRow } from '../../api/types'
import { isFinal } from '../../lib/state'
import type { Freshness } from '../../live/stream'
import type { RunTree } from '../../live/tree'
import { Button, Chip, LinkButton } from '../../parts/basics'
import { Ago, Took } from '../../parts/Clock'
import { Confirm } from '../../parts/Dialog'
import { FreshnessMark } from '../../parts/Freshness'
import { Icon } from '../../parts/Icon'
import { Menu, type MenuItem } from '../../parts/Menu'
import { PageHead } from '../../parts/page'
import { StateBadge } from '../../parts/State'
import { StateBar } from '../../parts/StateBar'
import { tell, tellError } from '../../parts/Toasts'
import { links } from '../../router/route'
import { go } from '../../router/useRoute'

interface RunHeaderProps {
  run: RunView
  tree: RunTree
  freshness: Freshness
  culprit: TaskRow | undefined
  /** The step that the panel shows. */
  shown: string | undefined
  onOpen: (path: string) => void
}

export function RunHeader({ run, tree, freshness, culprit, shown, onOpen }: RunHeaderProps) {
  const active = !isFinal(run.state)
  return (
    <PageHead
      title={run.display_name}
      crumbs={[{ label: 'Runs', href: links.runs() }]}
      badge={
        <>
          <StateBadge state={run.state} />
          {run.archived && <Chip icon="archive">archived</Chip>}
        </>
      }
      actions={
        <>
          <FreshnessMark freshness={freshness} />
          {active && <CancelButton run={run} />}
          <LinkButton href={links.newRun({ cloneFromRun: run.run_id })} icon="play" id="cloneBtn">
            Run again
          </LinkButton>
          <MoreMenu run={run} />
        </>
      }
    >
      <div className="run-facts">
        <span title="Duration">
          <Took from={run.started_at ?? run.created_at} to={run.finished_at} running={active} />
        </span>
        <span>
          started <Ago time={run.started_at ?? run.created_at} />
        </span>
        {run.pipeline_id && (
          <a href={links.pipeline(run.pipeline_id, run.pipeline_version_id)}>{run.pipeline_name ?? 'pipeline'}</a>
        )}
        {!run.pipeline_id && run.pipeline_name && <span>{run.pipeline_name}</span>}
        {run.experiment_id && <ExperimentLink experimentId={run.experiment_id} />}
        <StateBar counts={run.task_counts ?? {}} />
      </div>
      {run.description && <p className="lead">{run.description}</p>}
      {(run.error || culprit) && <RunError run={run} tree={tree} culprit={culprit} shown={shown} onOpen={onOpen} />}
    </PageHead>
  )
}

function ExperimentLink({ experimentId }: { experimentId: string }) {
  const { data } = useQuery({ queryKey: ['experiment', experimentId], queryFn: () => getExperiment(experimentId), staleTime: 300_000 })
  if (!data) return null
  return (
    <a href={links.experiment(experimentId)} title="Experiment">
      {data.display_name}
    </a>
  )
}

function RunError({ run, tree, culprit, shown, onOpen }: Omit<RunHeaderProps, 'freshness'>) {
  // The panel tells the rest when it shows the very step.
  const told = culprit !== undefined && culprit.path === shown
  const name = culprit && tree.chainTo(culprit.path).map((row) => row.display_name || row.key).join(' / ')
  // "1 task failed" is less than what that task has to say.
  const cause = culprit?.error ?? run.error
  const hint = cause?.hint || run.error?.hint
  return (
    <div className={`callout ${run.state === 'CANCELED' ? 'canceled' : 'failed'}`} role="alert">
      <Icon name="warning" />
      <div className="callout-body">
        <p className="callout-title">{name ? `${name} failed` : run.error?.message}</p>
        {name && !told && <p>{cause?.message}</p>}
        {hint && !told && <p className="hint">{hint}</p>}
      </div>
      {culprit && !told && (
        <Button onClick={() => onOpen(culprit.path)} label={`Open ${name ?? 'the failed step'}`}>
          Open step
        </Button>
      )}
    </div>
  )
}

function CancelButton({ run }: { run: RunView }) {
  const [asking, setAsking] = useState(false)
  const cancel = useMutation({
    mutationFn: () => terminateRun(run.run_id),
    onSuccess: () => tell('The run is being canceled.'),
    onError: tellError,
    onSettled: () => setAsking(false),
  })
  const canceling = run.state === 'CANCELING'
  return (
    <>
      <Button icon="stop" id="terminateRunBtn" disabled={canceling || cancel.isPending} onClick={() => setAsking(true)}>
        {canceling ? 'Canceling…' : 'Cancel'}
      </Button>
      {asking && (
        <Confirm title="Cancel this run?" verb="Cancel the run" busy={cancel.isPending} onConfirm={() => cancel.mutate()} onClose={() => setAsking(false)}>
          <p>
            Running steps are told to stop, and are killed if they don’t. Finished steps keep their outputs. A canceled
            run cannot be resumed.
          </p>
        </Confirm>
      )}
    </>
  )
}

function MoreMenu({ run }: { run: RunView }) {
  const client = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const leave = (words: string) => {
    tell(words)
    void client.invalidateQueries({ queryKey: ['runs'] })
    go(links.runs())
  }
  const archive = useMutation({ mutationFn: () => archiveRun(run.run_id), onSuccess: () => leave('Archived.'), onError: tellError })
  const remove = useMutation({
    mutationFn: () => deleteRun(run.run_id),
    onSuccess: () => leave('Deleted.'),
    onError: tellError,
    onSettled: () => setDeleting(false),
  })
  const restore = useMutation({ mutationFn: () => restoreRun(run.run_id), onSuccess: () => leave('Restored.'), onError: tellError })
  const copy = (text: string, what: string) => {
    void navigator.clipboard?.writeText(text).then(() => tell(`${what} copied.`))
  }
  const items: MenuItem[] = [
    { label: 'Copy link', icon: 'copy', onSelect: () => copy(window.location.href, 'Link') },
    { label: 'Copy run id', icon: 'copy', onSelect: () => copy(run.run_id, 'Run id') },
    run.archived
      ? { label: 'Restore', icon: 'restore', onSelect: () => restore.mutate() }
      : { label: 'Archive', icon: 'archive', onSelect: () => archive.mutate() },
  ]
  if (isFinal(run.state)) items.push({ label: 'Delete…', icon: 'trash', danger: true, onSelect: () => setDeleting(true) })
  return (
    <>
      <Menu label="More actions" items={items} />
      {deleting && (
        <Confirm title="Delete this run?" verb="Delete the run" busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={() => setDeleting(false)}>
          <p>
            “{run.display_name}” goes with its steps and logs. Artifacts that nothing else uses are cleaned up. There is no
            way back; archiving would only hide it.
          </p>
        </Confirm>
      )}
    </>
  )
}
