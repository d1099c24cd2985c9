import { useEffect, useState } from 'react'
import type { State, TaskRow } from '../../api/types'
import { isFinal, statesOfLoop, wordsOf } from '../../lib/state'
import { formatCount, plural } from '../../lib/text'
import { iterationIndex } from '../../live/tree'
import { useIterations } from '../../live/useInside'
import { Took } from '../../parts/Clock'
import { Empty, ErrorBox } from '../../parts/basics'
import { StateIcon } from '../../parts/State'
import { StateBar } from '../../parts/StateBar'
import { useVirtual } from '../../parts/useVirtual'

interface IterationListProps {
  runId: string
  loop: TaskRow
  /** Only those in this state. */
  shown: State | undefined
  selected: string | undefined
  onShow: (state: State | undefined) => void
  onOpen: (path: string) => void
}

const ROW_HEIGHT = 38
type Filter = { state: State | undefined; label: string; count: number }

/** The iterations of a loop, however many: only the rows on screen are read and drawn. */
export function IterationList({ runId, loop, shown, selected, onShow, onOpen }: IterationListProps) {
  const counts = loop.iterations ?? { total: 0, succeeded: 0, failed: 0, running: 0 }
  const filters: Filter[] = [
    { state: undefined, label: 'All', count: counts.total },
    { state: 'FAILED', label: 'Failed', count: counts.failed },
    { state: 'RUNNING', label: 'Running', count: counts.running },
    { state: 'SUCCEEDED', label: 'Succeeded', count: counts.succeeded },
  ]
  const current = filters.find((filter) => filter.state === shown) ?? (filters[0] as Filter)
  const [wanted, setWanted] = useState<number>()
  const jump = (index: number) => {
    onShow(undefined)
    setWanted(index)
  }
  return (
    <div className="iterations">
      <div className="list-tools">
        <div className="state-filter" role="group" aria-label="Which iterations">
          {filters.map((filter) => (
            <button key={filter.label} type="button" aria-pressed={filter === current} onClick={() => onShow(filter.state)}>
              {filter.state && <StateIcon state={filter.state} size={14} />}
              {filter.label} <span className="faint">{formatCount(filter.count)}</span>
            </button>
          ))}
        </div>
        <JumpField total={counts.total} onJump={jump} />
        <StateBar counts={statesOfLoop(counts, loop.state)} words={false} />
      </div>
      {current.count === 0 ? (
        <Empty title={emptyWords(current, loop)} icon="loop" />
      ) : (
        <Rows key={current.label} runId={runId} loop={loop} filter={current} wanted={wanted} selected={selected} onOpen={onOpen} />
      )}
    </div>
  )
}

function emptyWords({ state }: Filter, loop: TaskRow): string {
  if (state !== undefined) return `No iteration is ${wordsOf(state).label.toLowerCase()}`
  if (loop.state === 'SUCCEEDED') return 'The list of this loop was empty'
  return isFinal(loop.state) ? 'No iteration began' : 'No iteration has begun'
}

function JumpField({ total, onJump }: { total: number; onJump: (index: number) => void }) {
  const [text, setText] = useState('')
  const index = Number(text)
  const wrong = text !== '' && !(Number.isInteger(index) && index >= 0 && index < total)
  return (
    <form
      className="jump"
      onSubmit={(event) => {
        event.preventDefault()
        if (text !== '' && !wrong) onJump(index)
      }}
    >
      <label>
        <span className="soft">Go to</span>
        <input
          type="text"
          inputMode="numeric"
          aria-label="Index of the iteration to go to"
          placeholder="index"
          value={text}
          aria-invalid={wrong}
          title={wrong ? `Indexes run from 0 to ${formatCount(total - 1)}` : 'Press Enter'}
          onChange={(event) => setText(event.target.value.trim())}
        />
      </label>
      {wrong && <span className="field-error">0 to {formatCount(Math.max(0, total - 1))}</span>}
    </form>
  )
}

interface RowsProps {
  runId: string
  loop: TaskRow
  filter: Filter
  wanted: number | undefined
  selected: string | undefined
  onOpen: (path: string) => void
}

function Rows({ runId, loop, filter, wanted, selected, onOpen }: RowsProps) {
  const { frame, from, to, height, viewHeight, shift, scrollTo } = useVirtual(filter.count, ROW_HEIGHT)
  const { rowAt, error } = useIterations(loop, runId, filter.state, from, to)
  useEffect(() => {
    if (wanted !== undefined && filter.state === undefined) scrollTo(wanted)
    // oxlint-disable-next-line react/exhaustive-deps -- once per jump, not while the list grows
  }, [wanted])
  if (error) return <ErrorBox error={error} title="The iterations cannot be read" />
  const places = Array.from({ length: to - from }, (_, i) => from + i)
  return (
    <div className="iterations-scroll" ref={frame} role="region" aria-label={plural(filter.count, 'iteration')} {...{ tabIndex: 0 }}>
      <div style={{ height }}>
        <div className="iterations-block" style={{ height: Math.min(viewHeight, height) }}>
          <ul style={{ transform: `translateY(${-shift}px)` }} aria-label="Iterations">
            {places.map((place) => {
              const row = rowAt(place)
              return (
                <li key={place} style={{ height: ROW_HEIGHT }} aria-setsize={filter.count} aria-posinset={place + 1}>
                  {row ? <IterationRow row={row} marked={row.index === wanted} selected={row.path === selected} onOpen={onOpen} /> : <span className="waiting-row">#{filter.state ? '…' : place}</span>}
                </li>
              )
            })}
          </ul>
        </div>
      </div>
    </div>
  )
}

function IterationRow({ row, marked, selected, onOpen }: { row: TaskRow; marked: boolean; selected: boolean; onOpen: (path: string) => void }) {
  const { label, tone } = wordsOf(row.state)
  const trouble = row.error?.message ?? row.reason
  return (
    <button
      type="button"
      data-row
      className={`iteration${marked ? ' marked' : ''}${selected ? ' selected' : ''}`}
      data-path={row.path}
      data-state={row.state}
      onClick={() => onOpen(row.path)}
    >
      <StateIcon state={row.state} />
      <span className="numbers iteration-index">#{iterationIndex(row)}</span>
      <span className={`tone-text tone-${tone} iteration-state`}>{row.cached ? 'Cached' : label}</span>
      <span className="iteration-trouble" title={trouble}>
        {trouble}
      </span>
      <Took from={row.started_at} to={row.finished_at} running={!isFinal(row.state)} />
    </button>
  )
}
