import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { archiveRun, deleteRun, restoreRun, terminateRun } from '../../api/kfp'
import { runVerb } from '../../api/penstock'
import { getStanding, keepRun } from '../../api/resources'
import type { RunView, StaticGraph } from '../../api/types'
import { isFinal } from '../../lib/state'
import { Button } from '../../parts/basics'
import { Confirm } from '../../parts/Dialog'
import { Menu, type MenuItem } from '../../parts/Menu'
import { tell, tellError } from '../../parts/Toasts'
import { links } from '../../router/route'
import { go } from '../../router/useRoute'

const RerunDialog = lazy(() => import('../rerun/RerunDialog'))

interface RunActionsProps {
  run: RunView
  graph: StaticGraph | undefined
}

/** What can be done with a run in the state it is in. */
export function RunActions({ run, graph }: RunActionsProps) {
  const [rerunning, setRerunning] = useState(false)
  const active = !isFinal(run.state)
  return (
    <>
      {run.state === 'PAUSED' && <VerbButton run={run} verb="resume" />}
      {run.state === 'RUNNING' && <VerbButton run={run} verb="pause" />}
      {active && <CancelButton run={run} />}
      {(run.state === 'FAILED' || run.state === 'CANCELED') && <VerbButton run={run} verb="retry" />}
      <Button icon="loop" onClick={() => setRerunning(true)}>
        Re-run…
      </Button>
      <MoreMenu run={run} />
      {rerunning && (
        <Suspense fallback={null}>
          <RerunDialog run={run} graph={graph} onClose={() => setRerunning(false)} />
        </Suspense>
      )}
    </>
  )
}

const VERBS = {
  retry: { label: 'Retry', icon: 'restore', id: 'retryBtn', told: 'The run goes on from what failed. Finished steps are kept.', title: 'Go on from the steps that failed or did not finish' },
  pause: { label: 'Pause', icon: 'pause', id: 'pauseRunBtn', told: 'Nothing new starts. Steps that run now end.', title: 'Start nothing new; steps that run now end' },
  resume: { label: 'Resume', icon: 'play', id: 'resumeRunBtn', told: 'The run goes on.', title: 'Go on' },
} as const

function VerbButton({ run, verb }: { run: RunView; verb: keyof typeof VERBS }) {
  const { label, icon, id, told, title } = VERBS[verb]
  const act = useMutation({ mutationFn: () => runVerb(run.run_id, verb), onSuccess: () => tell(told), onError: tellError })
  return (
    <Button icon={icon} id={id} kind={verb === 'pause' ? 'plain' : 'primary'} label={title} disabled={act.isPending} onClick={() => act.mutate()}>
      {label}
    </Button>
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
            Running steps are told to stop, and are killed if they don’t. Finished steps keep their outputs; a retry goes on
            from there.
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
  const standing = useQuery({ queryKey: ['standing', run.run_id], queryFn: () => getStanding(run.run_id), staleTime: 60_000 })
  const kept = standing.data?.kept ?? false
  const keep = useMutation({
    mutationFn: () => keepRun(run.run_id, !kept),
    onSuccess: (answer) => {
      client.setQueryData(['standing', run.run_id], answer)
      tell(answer.kept ? 'Kept. No rule deletes it.' : 'The retention rules hold for it again.')
    },
    onError: tellError,
  })
  const items: MenuItem[] = [
    { label: kept ? 'Don’t keep' : 'Keep', icon: kept ? 'restore' : 'key', onSelect: () => keep.mutate() },
    { label: 'Copy link', icon: 'copy', onSelect: () => copy(window.location.href, 'Link') },
    { label: 'Schedule…', icon: 'clock', onSelect: () => go(links.newRun({ cloneFromRun: run.run_id, recurring: '1' })) },
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
