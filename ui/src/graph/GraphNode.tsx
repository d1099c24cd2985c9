import { memo } from 'react'
import type { TaskRow } from '../api/types'
import { isFinal, totalOf, wordsOf, type StateCounts } from '../lib/state'
import { iterationIndex } from '../live/tree'
import { Took } from '../parts/Clock'
import { Icon, type IconName } from '../parts/Icon'
import { StateIcon } from '../parts/State'
import { StateBar } from '../parts/StateBar'
import { looksSame, type NodeInstance } from './instance'
import type { GraphHandlers } from './GraphView'
import type { SceneNode } from './scene'

interface GraphNodeProps extends GraphHandlers {
  node: SceneNode
  instance: NodeInstance | undefined
  tone: string
  isStatic: boolean
  isSelected: boolean
  /** The run has ended: what has not begun never will. */
  isOver: boolean
  iterations: (TaskRow | undefined)[] | undefined
}

const KIND_ICONS: Record<SceneNode['kind'], IconName> = {
  CONTAINER: 'terminal',
  SCOPE: 'layers',
  LOOP: 'loop',
  ITERATION: 'loop',
  IMPORTER: 'import',
}

export const GraphNode = memo(Node, (a, b) => {
  const { instance: before, iterations: oldRows, ...restA } = a
  const { instance: after, iterations: newRows, ...restB } = b
  return looksSame(before, after) && sameRows(oldRows, newRows) && shallowEqual(restA, restB)
})

type Rows = GraphNodeProps['iterations']

const sameRows = (a: Rows, b: Rows): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((row, i) => row === b[i]))

function shallowEqual<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((name) => Object.is(a[name], b[name]))
}

function Node(props: GraphNodeProps) {
  const { node, instance, tone, isStatic, isSelected, isOver, onSelect, onToggle } = props
  const name = node.task.display_name || node.task.key
  const classes = ['node', `tone-${tone}`, node.open ? 'open' : '', isSelected ? 'selected' : '', node.expandable && !node.open ? 'stack' : '']
  return (
    <div
      className={classes.filter((one) => one !== '').join(' ')}
      data-sid={node.sid}
      data-state={instance?.row?.state}
      style={{ transform: `translate(${node.x}px, ${node.y}px)`, width: node.width, height: node.height }}
    >
      <div className="node-head">
        <button type="button" className="node-main graphNode" aria-pressed={isSelected} onClick={() => onSelect(node.sid, instance?.path)} title={name}>
          <span className="node-icon">
            {isStatic ? <Icon name={node.task.condition ? 'branch' : KIND_ICONS[node.kind]} /> : <StateIcon state={instance?.row?.state} size={18} />}
          </span>
          <span className="node-text">
            <span className="node-name">{name}</span>
            <span className="node-sub">
              {isStatic ? <StaticLine node={node} /> : <StateLine row={instance?.row} node={node} counts={instance?.counts} isOver={isOver} />}
            </span>
          </span>
        </button>
        {node.open && node.kind === 'LOOP' && <IterationChoice {...props} />}
        {node.expandable && (
          <button
            type="button"
            className="node-toggle"
            data-no-pan
            aria-expanded={node.open}
            aria-label={`${node.open ? 'Close' : 'Open'} ${name}`}
            onClick={() => onToggle(node.sid)}
          >
            <Icon name={node.open ? 'minus' : 'plus'} size={14} />
          </button>
        )}
      </div>
    </div>
  )
}

const unfinished = (counts: StateCounts): number =>
  (counts.PENDING ?? 0) + (counts.RUNNING ?? 0) + (counts.CANCELING ?? 0) + (counts.PAUSED ?? 0)

function StaticLine({ node }: { node: SceneNode }) {
  if (node.task.condition) return <>if {node.task.condition}</>
  if (node.kind === 'LOOP' || node.task.loop) return <>for each item</>
  if (node.kind === 'SCOPE') return <>sub-pipeline</>
  if (node.kind === 'IMPORTER') return <>importer</>
  return <>step</>
}

interface StateLineProps {
  row: TaskRow | undefined
  node: SceneNode
  /** Of the inside, when it is closed. */
  counts: StateCounts | undefined
  isOver: boolean
}

function StateLine({ row, node, counts, isOver }: StateLineProps) {
  const never = isOver && (row?.state ?? 'PENDING') === 'PENDING'
  const label = never ? 'Not run' : wordsOf(row?.state).label
  const running = row !== undefined && !isFinal(row.state)
  const inside = counts === undefined ? 0 : totalOf(counts)
  return (
    <>
      <span className="tone-text">{row?.cached ? 'Cached' : label}</span>
      {counts && inside > 0 && (
        <>
          {` · ${inside - unfinished(counts)} of ${inside} done`}
          <StateBar counts={counts} words={false} />
        </>
      )}
      {row?.started_at && !row.cached && inside === 0 && (
        <>
          {' · '}
          <Took from={row.started_at} to={row.finished_at} running={running} />
        </>
      )}
      {(row?.attempt ?? 1) > 1 && ` · attempt ${row?.attempt}`}
      {!row && node.task.condition && ` · if ${node.task.condition}`}
    </>
  )
}

function IterationChoice({ instance, iterations, onIteration }: GraphNodeProps) {
  const rows = (iterations ?? []).filter((row): row is TaskRow => row !== undefined)
  if (rows.length === 0 || !instance) return null
  return (
    <select
      data-no-pan
      aria-label="Iteration shown"
      value={instance.iteration?.path ?? ''}
      onChange={(event) => onIteration?.(instance.path, event.target.value)}
    >
      {rows.map((row) => (
        <option key={row.path} value={row.path}>
          {row.display_name ?? `#${iterationIndex(row)}`} {wordsOf(row.state).label.toLowerCase()}
        </option>
      ))}
    </select>
  )
}
