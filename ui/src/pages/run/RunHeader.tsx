import { useQuery } from '@tanstack/react-query'
import { getExperiment } from '../../api/kfp'
import type { RunView, StaticGraph, TaskRow } from '../../api/types'
import { isFinal } from '../../lib/state'
import type { Freshness } from '../../live/stream'
import type { RunTree } from '../../live/tree'
import { Button, Chip, LinkButton } from '../../parts/basics'
import { Ago, Took } from '../../parts/Clock'
import { FreshnessMark } from '../../parts/Freshness'
import { Icon } from '../../parts/Icon'
import { PageHead } from '../../parts/page'
import { StateBadge } from '../../parts/State'
import { StateBar } from '../../parts/StateBar'
import { links } from '../../router/route'
import { RunActions } from './RunActions'

interface RunHeaderProps {
  run: RunView
  tree: RunTree
  graph: StaticGraph | undefined
  freshness: Freshness
  culprit: TaskRow | undefined
  /** The step that the panel shows. */
  shown: string | undefined
  onOpen: (row: TaskRow) => void
}

export function RunHeader({ run, tree, graph, freshness, culprit, shown, onOpen }: RunHeaderProps) {
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
          <LinkButton href={links.newRun({ cloneFromRun: run.run_id })} icon="copy" id="cloneBtn">
            Clone
          </LinkButton>
          <RunActions run={run} graph={graph} />
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
        {run.recurring_run_id && <a href={links.schedule(run.recurring_run_id)}>started by a schedule</a>}
        {run.reused_from && <a href={links.run(run.reused_from)}>re-run of an earlier run</a>}
        <StateBar counts={run.task_counts ?? {}} />
      </div>
      {run.state === 'PAUSED' && (
        <div className="callout paused" role="status">
          <Icon name="pause" />
          <p>This run is paused: nothing new starts until it is resumed. Steps that were running end as usual.</p>
        </div>
      )}
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

function RunError({ run, tree, culprit, shown, onOpen }: Omit<RunHeaderProps, 'freshness' | 'graph'>) {
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
        <Button onClick={() => onOpen(culprit)} label={`Open ${name ?? 'the failed step'}`}>
          {culprit.iterations ? 'Show failed iterations' : 'Open step'}
        </Button>
      )}
    </div>
  )
}
