import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getTask } from '../api/penstock'
import type { Attempt, RunView, State, StaticGraph, TaskDetail, TaskRow } from '../api/types'
import { conditionWords } from '../lib/condition'
import { declaredAt } from '../lib/paths'
import { isFinal } from '../lib/state'
import type { RunTree } from '../live/tree'
import { Button, Empty, ErrorBox, Skeleton } from '../parts/basics'
import { Tabs, type Tab } from '../parts/Tabs'
import type { Query } from '../router/route'
import { useSetQuery } from '../router/useRoute'
import { Attempts } from './Attempts'
import { CacheBox } from './CacheBox'
import { ConditionLine, PauseBox, ShellHint } from './StepNotices'
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
  onOpenLoop: (path: string, state?: State) => void
}

type PanelTab = 'values' | 'logs' | 'attempts' | 'cache' | 'environment' | 'steps'

export function StepPanel({ run, tree, graph, path, query, onClose, onSelect, onOpenLoop }: StepPanelProps) {
  const row = tree.row(path)
  const detail = useDetail(run.run_id, row)
  if (!row) return <NotBegun run={run} path={path} graph={graph} tree={tree} onClose={onClose} />
  const attempts = detail.data?.attempts ?? []
  const wanted = Number(query.attempt)
  const attempt = attempts.find((one) => one.number === wanted) ?? attempts.at(-1)
  const declared = declaredAt(path, graph)
  return (
    <>
      <StepHeader row={row} graph={graph} attempts={attempts} attempt={attempt} onClose={onClose} onSelect={onSelect} query={query} />
      <div className="panel-notices">
        <StepError row={row} attempt={attempt} />
        <PauseBox runId={run.run_id} row={row} newest={attempts.at(-1)} />
        {row.reason && row.state === 'SKIPPED' && <p className="callout skipped">{row.reason}</p>}
        {declared?.condition && <ConditionLine condition={declared.condition} row={row} />}
        {row.state === 'FAILED' && row.kind !== 'IMPORTER' && !holdsSteps(row, graph) && <ShellHint runId={run.run_id} path={path} attempt={attempt} newest={attempts.at(-1)} />}
      </div>
      {detail.error && !detail.data && <ErrorBox error={detail.error} onRetry={() => void detail.refetch()} />}
      {!detail.data && !detail.error && <Skeleton rows={5} />}
      {detail.data && <PanelTabs run={run} tree={tree} graph={graph} row={row} detail={detail.data} attempt={attempt} query={query} onSelect={onSelect} onOpenLoop={onOpenLoop} />}
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
  graph: StaticGraph | undefined
  row: TaskRow
  detail: TaskDetail
  attempt: Attempt | undefined
  query: Query
  onSelect: (path: string) => void
  onOpenLoop: (path: string, state?: State) => void
}

function PanelTabs({ run, tree, graph, row, detail, attempt, query, onSelect, onOpenLoop }: PanelTabsProps) {
  const setQuery = useSetQuery(query)
  const inner = holdsSteps(row, graph)
  const tabs = tabsOf(row, detail, inner)
  const current = tabs.find((tab) => tab.id === query.panel)?.id ?? firstTab(row, inner)
  return (
    <Tabs tabs={tabs} current={current} label="About this step" onSelect={(id) => setQuery({ panel: id })} className="panel-tabs">
      {current === 'values' && <InputsOutputs detail={detail} attempt={attempt} />}
      {current === 'steps' && <ScopeSteps row={row} tree={tree} onSelect={onSelect} onOpenLoop={onOpenLoop} />}
      {current === 'attempts' && <Attempts detail={detail} shown={attempt} query={query} />}
      {current === 'cache' && detail.cache && <CacheBox runId={run.run_id} cache={detail.cache} />}
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

/** An iteration holds steps unless its loop runs a single program, which then has attempts of its own. */
function holdsSteps(row: TaskRow, graph: StaticGraph | undefined): boolean {
  if (row.kind !== 'ITERATION') return row.kind === 'SCOPE' || row.kind === 'LOOP'
  const component = declaredAt(row.path, graph)?.component
  return component === undefined ? (row.attempt ?? 0) === 0 : graph?.scopes[component] !== undefined
}

function tabsOf(row: TaskRow, detail: TaskDetail, inner: boolean): Tab<PanelTab>[] {
  const values: Tab<PanelTab> = { id: 'values', label: 'Inputs & outputs' }
  const attempts = detail.attempts?.length ?? 0
  if (inner) return [{ id: 'steps', label: row.kind === 'LOOP' ? 'Iterations' : 'Steps' }, values]
  const tabs: Tab<PanelTab>[] = [values, { id: 'logs', label: 'Logs' }]
  if (attempts > 0) tabs.push({ id: 'attempts', label: attempts > 1 ? `Attempts ${attempts}` : 'Attempts' })
  if (detail.cache) tabs.push({ id: 'cache', label: 'Cache' })
  return [...tabs, { id: 'environment', label: 'Environment' }]
}

/** What a reader most likely wants: the log of what runs or failed, the values of what is done. */
function firstTab(row: TaskRow, inner: boolean): PanelTab {
  if (inner) return 'steps'
  return row.state === 'SUCCEEDED' || row.state === 'SKIPPED' || row.state === 'PENDING' ? 'values' : 'logs'
}

function NotBegun({ run, path, graph, tree, onClose }: { run: RunView; path: string; graph: StaticGraph | undefined; tree: RunTree; onClose: () => void }) {
  const task = declaredAt(path, graph)
  const waits = task?.depends_on ?? []
  return (
    <>
      <header className="panel-head">
        <div className="panel-title">
          <h2>{task?.display_name ?? path.split('/').at(-1)}</h2>
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
              It runs only if <code title={task.condition}>{conditionWords(task.condition)}</code>.
            </p>
          )}
        </Empty>
      )}
    </>
  )
}
