import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getTask } from '../api/penstock'
import type { Attempt, RunView, StaticGraph, TaskDetail, TaskRow } from '../api/types'
import { isFinal } from '../lib/state'
import type { RunTree } from '../live/tree'
import { Button, Empty, ErrorBox, Skeleton } from '../parts/basics'
import { Tabs, type Tab } from '../parts/Tabs'
import type { Query } from '../router/route'
import { useSetQuery } from '../router/useRoute'
import { Environment } from './Environment'
import { InputsOutputs } from './InputsOutputs'
import { LogView } from './LogView'
import { StepError } from './StepError'
import { StepHeader } from './StepHeader'
import { ScopeSteps } from './ScopeSteps'

interface StepPanelProps {
  run: RunView
  tree: RunTree
  graph: StaticGraph | undefined
  path: string
  query: Query
  onClose: () => void
  onSelect: (path: string) => void
}

type PanelTab = 'values' | 'logs' | 'environment' | 'steps'

export function StepPanel({ run, tree, graph, path, query, onClose, onSelect }: StepPanelProps) {
  const row = tree.row(path)
  const detail = useDetail(run.run_id, row)
  if (!row) return <NotBegun run={run} path={path} graph={graph} tree={tree} onClose={onClose} />
  const attempts = detail.data?.attempts ?? []
  const wanted = Number(query.attempt)
  const attempt = attempts.find((one) => one.number === wanted) ?? attempts.at(-1)
  return (
    <>
      <StepHeader row={row} tree={tree} attempts={attempts} attempt={attempt} onClose={onClose} onSelect={onSelect} query={query} />
      <div className="panel-notices">
        <StepError row={row} attempt={attempt} />
        {row.reason && row.state === 'SKIPPED' && <p className="callout skipped">{row.reason}</p>}
      </div>
      {detail.error && !detail.data && <ErrorBox error={detail.error} onRetry={() => void detail.refetch()} />}
      {!detail.data && !detail.error && <Skeleton rows={5} />}
      {detail.data && <PanelTabs run={run} tree={tree} row={row} detail={detail.data} attempt={attempt} query={query} onSelect={onSelect} />}
    </>
  )
}

/** The step's details; read again whenever the stream brings another state of its row. */
function useDetail(runId: string, row: TaskRow | undefined) {
  const taskId = row?.task_id
  const revision = row && [row.state, row.attempt, row.started_at, row.finished_at].join(' ')
  return useQuery({
    queryKey: ['task', runId, taskId, revision],
    queryFn: () => getTask(runId, taskId ?? ''),
    enabled: taskId !== undefined,
    placeholderData: keepPreviousData,
  })
}

interface PanelTabsProps {
  run: RunView
  tree: RunTree
  row: TaskRow
  detail: TaskDetail
  attempt: Attempt | undefined
  query: Query
  onSelect: (path: string) => void
}

function PanelTabs({ run, tree, row, detail, attempt, query, onSelect }: PanelTabsProps) {
  const setQuery = useSetQuery(query)
  const tabs = tabsOf(row)
  const current = tabs.find((tab) => tab.id === query.panel)?.id ?? firstTab(row)
  return (
    <Tabs tabs={tabs} current={current} label="About this step" onSelect={(id) => setQuery({ panel: id })} className="panel-tabs">
      {current === 'values' && <InputsOutputs detail={detail} attempt={attempt} />}
      {current === 'steps' && <ScopeSteps row={row} tree={tree} onSelect={onSelect} />}
      {current === 'environment' && <Environment detail={detail} attempt={attempt} />}
      {current === 'logs' && (
        <LogView
          key={`${row.task_id}#${attempt?.number ?? 0}`}
          runId={run.run_id}
          taskId={row.task_id}
          attempt={attempt?.number}
          bytes={Number(attempt?.log_bytes ?? 0)}
          truncated={attempt?.log_truncated === true}
          cached={row.cached === true}
          live={!isFinal(attempt?.state ?? row.state)}
          begun={attempt !== undefined || row.started_at !== undefined}
        />
      )}
    </Tabs>
  )
}

const holdsSteps = (row: TaskRow) => row.kind === 'SCOPE' || row.kind === 'LOOP' || row.kind === 'ITERATION'

function tabsOf(row: TaskRow): Tab<PanelTab>[] {
  const values: Tab<PanelTab> = { id: 'values', label: 'Inputs & outputs' }
  if (holdsSteps(row)) return [{ id: 'steps', label: 'Steps' }, values]
  return [values, { id: 'logs', label: 'Logs' }, { id: 'environment', label: 'Environment' }]
}

/** What a reader most likely wants: the log of what runs or failed, the values of what is done. */
function firstTab(row: TaskRow): PanelTab {
  if (holdsSteps(row)) return 'steps'
  return row.state === 'SUCCEEDED' || row.state === 'SKIPPED' || row.state === 'PENDING' ? 'values' : 'logs'
}

function NotBegun({ run, path, graph, tree, onClose }: { run: RunView; path: string; graph: StaticGraph | undefined; tree: RunTree; onClose: () => void }) {
  const key = path.split('/').at(-1) ?? path
  const task = Object.values(graph?.scopes ?? {}).flatMap((scope) => scope.tasks ?? []).find((one) => one.key === key)
  const waits = task?.depends_on ?? []
  return (
    <>
      <header className="panel-head">
        <div className="panel-title">
          <h2>{task?.display_name ?? key}</h2>
          <span className="panel-close">
          <Button kind="quiet" icon="close" label="Close (Esc)" onClick={onClose} />
        </span>
        </div>
      </header>
      {tree.size === 0 && !isFinal(run.state) ? (
        <Skeleton rows={4} />
      ) : (
        <Empty title={isFinal(run.state) ? 'This step never began' : 'This step has not begun'} icon="info">
          {waits.length > 0 && <p>It waits for {waits.join(', ')}.</p>}
          {task?.condition && (
            <p>
              It runs only if <code>{task.condition}</code>.
            </p>
          )}
        </Empty>
      )}
    </>
  )
}
