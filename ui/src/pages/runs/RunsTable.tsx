import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { getExperiment, getPipeline } from '../../api/kfp'
import type { KfpRun } from '../../api/types'
import { isFinal, shownState, wordsOf } from '../../lib/state'
import { shortId } from '../../lib/text'
import { Ago, Took } from '../../parts/Clock'
import { StateIcon } from '../../parts/State'
import { links } from '../../router/route'

interface RunsTableProps {
  runs: readonly KfpRun[]
  dimmed: boolean
  showExperiment: boolean
  /** Runs ticked for comparing. */
  ticked: readonly string[]
  onTick: (runId: string) => void
  onPointerInside: (inside: boolean) => void
}

/** KFP's list names pipelines and experiments by id only; each distinct one is asked for once and kept. */
function useNames(ids: (string | undefined)[], kind: 'pipeline' | 'experiment'): ReadonlyMap<string, string> {
  const distinct = useMemo(() => [...new Set(ids.filter((id): id is string => id !== undefined))], [ids])
  const results = useQueries({
    queries: distinct.map((id) => ({
      queryKey: [kind, id],
      queryFn: (): Promise<{ display_name?: string; name?: string }> => (kind === 'pipeline' ? getPipeline(id) : getExperiment(id)),
      staleTime: 300_000,
    })),
  })
  return new Map(distinct.map((id, i) => [id, results[i]?.data?.display_name ?? results[i]?.data?.name ?? shortId(id)]))
}

export function RunsTable({ runs, dimmed, showExperiment, ticked, onTick, onPointerInside }: RunsTableProps) {
  const pipelineIds = useMemo(() => runs.map((run) => run.pipeline_version_reference?.pipeline_id), [runs])
  const experimentIds = useMemo(() => (showExperiment ? runs.map((run) => run.experiment_id) : []), [runs, showExperiment])
  const pipelines = useNames(pipelineIds, 'pipeline')
  const experiments = useNames(experimentIds, 'experiment')
  return (
    <table
      className={`list${dimmed ? ' dimmed' : ''}`}
      onPointerEnter={() => onPointerInside(true)}
      onPointerLeave={() => onPointerInside(false)}
    >
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">State</th>
          <th scope="col" className="narrow-hide">
            Pipeline
          </th>
          {showExperiment && (
            <th scope="col" className="medium-hide">
              Experiment
            </th>
          )}
          <th scope="col" className="right narrow-hide">
            Duration
          </th>
          <th scope="col" className="right">
            Started
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.run_id} run={run} pipelines={pipelines} experiments={showExperiment ? experiments : undefined} ticked={ticked.includes(run.run_id)} onTick={onTick} />
        ))}
      </tbody>
    </table>
  )
}

interface RunRowProps {
  run: KfpRun
  pipelines: ReadonlyMap<string, string>
  experiments: ReadonlyMap<string, string> | undefined
  ticked: boolean
  onTick: (runId: string) => void
}

function RunRow({ run, pipelines, experiments, ticked, onTick }: RunRowProps) {
  const state = shownState(run)
  const { label, tone } = wordsOf(state)
  const pipelineId = run.pipeline_version_reference?.pipeline_id
  const trouble = state === 'FAILED' ? troubleOf(run) : undefined
  return (
    <tr data-testid="table-row" data-run={run.run_id} data-state={state}>
      <td>
        <div className="run-cell">
          <label className="tick above" title="Choose for comparing">
            <input type="checkbox" checked={ticked} onChange={() => onTick(run.run_id)} aria-label={`Choose ${run.display_name}`} />
          </label>
          <StateIcon state={state} size={18} />
          <span className="run-cell-text">
            <a
              className="row-link"
              href={links.run(run.run_id)}
              data-row
              data-testid="run-name-link"
              data-run-name={run.display_name}
              data-run-id={run.run_id}
            >
              {run.display_name}
            </a>
            {trouble && <span className="run-cell-sub">{trouble}</span>}
          </span>
        </div>
      </td>
      <td className={`tone-text tone-${tone}`}>{label}</td>
      <td className="narrow-hide">
        {pipelineId ? (
          <a className="quiet-link above" href={links.pipeline(pipelineId, run.pipeline_version_reference?.pipeline_version_id)}>
            {pipelines.get(pipelineId)}
          </a>
        ) : (
          <span className="faint">sent with the run</span>
        )}
      </td>
      {experiments && (
        <td className="medium-hide">
          {run.experiment_id && (
            <a className="quiet-link above" href={links.experiment(run.experiment_id)}>
              {experiments.get(run.experiment_id)}
            </a>
          )}
        </td>
      )}
      <td className="right narrow-hide">
        <Took from={run.created_at} to={run.finished_at} running={!isFinal(state)} />
      </td>
      <td className="right soft">
        <Ago time={run.created_at} />
      </td>
    </tr>
  )
}

function troubleOf(run: KfpRun): string | undefined {
  return run.error?.message ?? run.state_history?.at(-1)?.error?.message
}
