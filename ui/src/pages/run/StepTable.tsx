import { useMemo, useState } from 'react'
import type { State, TaskRow } from '../../api/types'
import { instant } from '../../lib/duration'
import { isFinal, wordsOf } from '../../lib/state'
import { formatCount, plural } from '../../lib/text'
import { flattenSteps, type StepLine } from '../../live/steps'
import type { RunTree } from '../../live/tree'
import { MOST_ROWS, type RunLive } from '../../live/useRunLive'
import { Took, useNow } from '../../parts/Clock'
import { Empty } from '../../parts/basics'
import { Icon } from '../../parts/Icon'
import { SearchField } from '../../parts/SearchField'
import { StateIcon } from '../../parts/State'
import { useWindow } from '../../parts/useWindow'
import { STEP_STATES, StateFilter } from '../runs/StateFilter'

interface StepTableProps {
  live: RunLive
  tree: RunTree
  /** The task run whose inside is listed; empty for the run. */
  base: string
  node: string | undefined
  onSelect: (path: string) => void
  onOpenLoop: (path: string) => void
}

const ROW_HEIGHT = 38

/** The run's steps as a tree with a timeline: the graph's twin for keyboards, screen readers and large runs. */
export function StepTable({ live, tree, base, node, onSelect, onOpenLoop }: StepTableProps) {
  const { fold } = live
  const [text, setText] = useState('')
  const [states, setStates] = useState<State[]>([])
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const lines = useMemo(() => flattenSteps(tree, { text, states, closed }, base), [tree, text, states, closed, base])
  const { frame, range, before, after } = useWindow(lines.length, ROW_HEIGHT)
  const span = useSpan(live)
  const toggle = (path: string) => {
    const next = new Set(closed)
    if (!next.delete(path)) next.add(path)
    setClosed(next)
  }
  return (
    <div className="steps">
      <div className="list-tools">
        <SearchField value={text} onChange={setText} label="Search steps" />
        <StateFilter states={states} choices={STEP_STATES} onChange={setStates} />
        <span className="list-count" role="status">
          {plural(lines.length, 'step')}
          {base === '' && !fold.complete && tree.size >= MOST_ROWS && ` · the first ${formatCount(MOST_ROWS)} of this run`}
        </span>
      </div>
      {lines.length === 0 ? (
        <Empty title={tree.size === 0 ? 'No step has begun' : 'No step matches'} icon="list" />
      ) : (
        <div className="steps-scroll" ref={frame}>
          <table className="steps-table" aria-rowcount={lines.length + 1}>
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">State</th>
                <th scope="col" className="right">
                  Duration
                </th>
                <th scope="col" className="timeline-head">
                  Timeline
                </th>
              </tr>
            </thead>
            <tbody>
              {before > 0 && <tr style={{ height: before }} aria-hidden="true" />}
              {lines.slice(range.from, range.to).map((line, i) => (
                <StepRow
                  key={line.row.path}
                  line={line}
                  index={range.from + i}
                  span={span}
                  selected={line.row.path === node}
                  onSelect={onSelect}
                  onToggle={toggle}
                  onOpenLoop={onOpenLoop}
                />
              ))}
              {after > 0 && <tr style={{ height: after }} aria-hidden="true" />}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

interface Span {
  from: number
  to: number
}

function useSpan({ fold }: RunLive): Span {
  const running = !isFinal(fold.run?.state)
  const now = useNow(running)
  const from = instant(fold.run?.started_at) ?? instant(fold.run?.created_at) ?? now
  const to = instant(fold.run?.finished_at) ?? Math.max(now, from + 1000)
  return { from, to: Math.max(to, from + 1) }
}

interface StepRowProps {
  line: StepLine
  index: number
  span: Span
  selected: boolean
  onSelect: (path: string) => void
  onToggle: (path: string) => void
  onOpenLoop: (path: string) => void
}

function StepRow({ line, index, span, selected, onSelect, onToggle, onOpenLoop }: StepRowProps) {
  const { row, depth, children, open } = line
  const name = row.display_name || row.key
  return (
    <tr className={selected ? 'selected' : ''} aria-rowindex={index + 2} data-path={row.path} data-state={row.state}>
      <td>
        <div className="step-cell" style={{ paddingLeft: depth * 20 }}>
          {children > 0 ? (
            <button type="button" className="step-toggle" aria-expanded={open} aria-label={`${open ? 'Close' : 'Open'} ${name}`} onClick={() => onToggle(row.path)}>
              <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
            </button>
          ) : (
            <span className="step-toggle" />
          )}
          <StateIcon state={row.state} />
          <button type="button" className="step-name" data-row aria-current={selected ? 'true' : undefined} onClick={() => onSelect(row.path)} title={row.path}>
            {name}
          </button>
          <StepMarks row={row} />
          {row.kind === 'LOOP' && <LoopButton row={row} name={name} onOpenLoop={onOpenLoop} />}
        </div>
      </td>
      <td className={`tone-text tone-${wordsOf(row.state).tone}`}>{wordsOf(row.state).label}</td>
      <td className="right">
        <Took from={row.started_at} to={row.finished_at} running={!isFinal(row.state)} />
      </td>
      <td className="timeline-cell">
        <TimelineBar row={row} span={span} />
      </td>
    </tr>
  )
}

function LoopButton({ row, name, onOpenLoop }: { row: TaskRow; name: string; onOpenLoop: (path: string) => void }) {
  const counts = row.iterations
  return (
    <button type="button" className="loop-button" title="Show the iterations" onClick={() => onOpenLoop(row.path)}>
      <Icon name="loop" size={12} />
      <span className="visually-hidden">Iterations of {name}: </span>
      {counts ? `${formatCount(counts.succeeded + counts.failed)} of ${formatCount(counts.total)}` : 'iterations'}
      {counts && counts.failed > 0 && <span className="tone-text tone-failed">{formatCount(counts.failed)} failed</span>}
    </button>
  )
}

function StepMarks({ row }: { row: TaskRow }) {
  return (
    <span className="step-marks">
      {row.cached && 'cached'}
      {(row.attempt ?? 1) > 1 && `attempt ${row.attempt}`}
    </span>
  )
}

function TimelineBar({ row, span }: { row: TaskRow; span: Span }) {
  const start = instant(row.started_at)
  if (start === undefined) return null
  const end = instant(row.finished_at) ?? span.to
  const all = span.to - span.from
  const left = Math.min(100, Math.max(0, ((start - span.from) / all) * 100))
  const width = Math.min(100 - left, Math.max(0, ((end - start) / all) * 100))
  return <i className={`bar tone-${wordsOf(row.state).tone} kind-${row.kind}`} style={{ left: `${left}%`, width: `max(3px, ${width}%)` }} />
}
