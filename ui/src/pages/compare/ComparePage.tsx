import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { getMetrics, getRun } from '../../api/penstock'
import type { RunMetric, RunView } from '../../api/types'
import { chartsOf, FEWEST, metricRows, MOST, parameterRows } from '../../lib/compare'
import { isFinal } from '../../lib/state'
import { Button, Empty, ErrorBox, LinkButton, Skeleton } from '../../parts/basics'
import { Took } from '../../parts/Clock'
import { PageHead } from '../../parts/page'
import { StateIcon } from '../../parts/State'
import { links } from '../../router/route'
import { go } from '../../router/useRoute'
import { ConfusionMatrix } from '../../step/ConfusionMatrix'
import { RocChart } from '../../step/RocChart'
import { CompareTable } from './CompareTable'
import '../../styles/panel.css'
import '../../styles/compare.css'

const CRUMBS = [{ label: 'Runs', href: links.runs() }]

export default function ComparePage({ runIds }: { runIds: string[] }) {
  if (runIds.length < FEWEST || runIds.length > MOST) {
    return (
      <div className="page">
        <PageHead title="Compare runs" crumbs={CRUMBS} />
        <Empty title={`${FEWEST} to ${MOST} runs can be compared`} icon="compare">
          <p>Tick them in the list of runs, then press Compare.</p>
          <LinkButton href={links.runs()}>Go to the runs</LinkButton>
        </Empty>
      </div>
    )
  }
  return <Comparison runIds={runIds} />
}

function Comparison({ runIds }: { runIds: string[] }) {
  const runs = useQueries({ queries: runIds.map((id) => ({ queryKey: ['run', id], queryFn: () => getRun(id) })) })
  const metrics = useQueries({ queries: runIds.map((id) => ({ queryKey: ['metrics', id], queryFn: () => getMetrics(id) })) })
  const error = [...runs, ...metrics].find((result) => result.error && !result.data)?.error
  const known = runs.map((result) => result.data).filter((run): run is RunView => run !== undefined)
  return (
    <div className="page">
      <PageHead title={`Compare ${runIds.length} runs`} crumbs={CRUMBS} />
      {error && <ErrorBox error={error} title="These runs cannot be compared" />}
      {!error && known.length < runIds.length && <Skeleton rows={8} />}
      {!error && known.length === runIds.length && <Sections runs={known} metrics={metrics.map((result) => result.data ?? [])} />}
    </div>
  )
}

function Sections({ runs, metrics }: { runs: readonly RunView[]; metrics: readonly (readonly RunMetric[])[] }) {
  const [onlyDifferent, setOnlyDifferent] = useState(true)
  const parameters = parameterRows(runs)
  const scalars = metricRows(metrics)
  const charts = chartsOf(metrics)
  const remove = (runId: string) => go(links.compare(runs.map((run) => run.run_id).filter((id) => id !== runId)))
  const heads = runs.map((run) => <RunHead key={run.run_id} run={run} removable={runs.length > FEWEST} onRemove={() => remove(run.run_id)} />)
  return (
    <div className="compare">
      <label className="check">
        <input type="checkbox" checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)} />
        Only what differs
      </label>
      <CompareTable title="Parameters" heads={heads} rows={parameters} onlyDifferent={onlyDifferent} empty="These runs have no parameters." />
      <CompareTable title="Metrics" heads={heads} rows={scalars} onlyDifferent={onlyDifferent} marked empty="No step of these runs gave scalar metrics." />
      {charts.map((chart) => (
        <section key={chart.name} aria-label={chart.name}>
          <h2>{chart.name}</h2>
          <div className="charts">
            {chart.curves.length > 0 && <RocChart title="ROC curves" series={chart.curves.map(({ run, points }) => ({ name: runs[run]?.display_name ?? '', points }))} />}
            {chart.matrices.map(({ run, confusion }) => (
              <ConfusionMatrix key={run} confusion={confusion} title={runs[run]?.display_name ?? 'Confusion matrix'} />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function RunHead({ run, removable, onRemove }: { run: RunView; removable: boolean; onRemove: () => void }) {
  return (
    <div className="compare-head">
      <span className="with-icon">
        <StateIcon state={run.state} size={14} />
        <a href={links.run(run.run_id)}>{run.display_name}</a>
        {removable && <Button kind="quiet" icon="close" label={`Leave ${run.display_name} out`} onClick={onRemove} />}
      </span>
      <span className="faint">
        <Took from={run.started_at ?? run.created_at} to={run.finished_at} running={!isFinal(run.state)} />
      </span>
    </div>
  )
}
