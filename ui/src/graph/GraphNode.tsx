import { memo } from 'react'
import type { TaskRow } from '../api/types'
import { conditionWords } from '../lib/condition'
import { isFinal, totalOf, wordsOf, type StateCounts } from '../lib/state'
import { formatCount, plural } from '../lib/text'
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
}

const KIND_ICONS: Record<SceneNode['kind'], IconName> = {
  CONTAINER: 'terminal',
  SCOPE: 'layers',
  LOOP: 'loop',
  ITERATION: 'loop',
  IMPORTER: 'import',
  VOLUME: 'volume',
}

const iconOf = ({ kind, task }: SceneNode): IconName => (task.exit ? 'exit' : task.condition ? 'branch' : KIND_ICONS[kind])

export const GraphNode = memo(Node, (a, b) => {
  const { instance: before, ...restA } = a
  const { instance: after, ...restB } = b
  return looksSame(before, after) && shallowEqual(restA, restB)
})

function shallowEqual<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((name) => Object.is(a[name], b[name]))
}

function Node(props: GraphNodeProps) {
  const { node, instance, tone, isStatic, isSelected, isOver, onSelect } = props
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
            {isStatic ? <Icon name={iconOf(node)} /> : <StateIcon state={instance?.row?.state} size={18} />}
          </span>
          <span className="node-text">
            <span className="node-name">{name}</span>
            <Marks node={node} row={instance?.row} isStatic={isStatic} />
            <span className="node-sub">
              {isStatic ? <StaticLine node={node} /> : <StateLine row={instance?.row} node={node} counts={instance?.counts} isOver={isOver} />}
            </span>
          </span>
        </button>
        <NodeToggle {...props} name={name} />
      </div>
    </div>
  )
}

function NodeToggle({ node, instance, name, onToggle, onOpenLoop }: GraphNodeProps & { name: string }) {
  if (node.kind === 'LOOP' && onOpenLoop) {
    return (
      <button type="button" className="node-toggle" data-no-pan aria-label={`Iterations of ${name}`} title="Iterations" onClick={() => onOpenLoop(instance?.path ?? node.sid)}>
        <Icon name="list" size={14} />
      </button>
    )
  }
  if (!node.expandable) return null
  return (
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
  )
}

const unfinished = (counts: StateCounts): number =>
  (counts.PENDING ?? 0) + (counts.RUNNING ?? 0) + (counts.CANCELING ?? 0) + (counts.PAUSED ?? 0)

/** What a node is, beside its state: small signs with words for those who cannot see them. */
function Marks({ node, row, isStatic }: { node: SceneNode; row: TaskRow | undefined; isStatic: boolean }) {
  const retries = (row?.attempt ?? 1) - 1
  const signs: [IconName, string, string][] = []
  if (row?.cached) signs.push(['restore', 'cached', ''])
  if (retries > 0) signs.push(['loop', plural(retries, 'retry', 'retries'), String(retries)])
  if (!isStatic && node.task.exit) signs.push(['exit', 'runs at the end, whatever became of the others', ''])
  if (!isStatic && node.task.condition) signs.push(['branch', 'runs on a condition', ''])
  if (!isStatic && (node.kind === 'IMPORTER' || node.kind === 'VOLUME')) signs.push([KIND_ICONS[node.kind], node.kind === 'IMPORTER' ? 'importer' : 'volume', ''])
  if (signs.length === 0) return null
  return (
    <span className="node-marks">
      {signs.map(([icon, words, count]) => (
        <span key={words} title={words}>
          <Icon name={icon} size={12} />
          {count}
          <span className="visually-hidden">{words}</span>
        </span>
      ))}
    </span>
  )
}

function StaticLine({ node }: { node: SceneNode }) {
  if (node.task.condition) return <>if {conditionWords(node.task.condition)}</>
  if (node.task.exit) return <>at the end, whatever happens</>
  if (node.kind === 'LOOP' || node.task.loop) return <>for each item{node.task.parallelism ? `, ${node.task.parallelism} at once` : ''}</>
  if (node.kind === 'SCOPE') return <>sub-pipeline</>
  if (node.kind === 'IMPORTER') return <>importer</>
  if (node.kind === 'VOLUME') return <>volume</>
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
  const label = never ? 'Not run' : wordOf(row, node)
  const running = row !== undefined && !isFinal(row.state)
  const inside = counts === undefined ? 0 : totalOf(counts)
  if (node.kind === 'LOOP' && counts && inside > 0) return <LoopLine label={label} counts={counts} inside={inside} />
  return (
    <>
      <span className="tone-text">{row?.cached ? 'Cached' : label}</span>
      {node.task.condition && <span title={node.task.condition}>{` · ${conditionWords(node.task.condition)}`}</span>}
      {counts && inside > 0 && (
        <>
          {!node.task.condition && ` · ${inside - unfinished(counts)} of ${inside} done`}
          <StateBar counts={counts} words={false} />
        </>
      )}
      {row?.started_at && !row.cached && inside === 0 && !node.task.condition && (
        <>
          {' · '}
          <Took from={row.started_at} to={row.finished_at} running={running} />
        </>
      )}
    </>
  )
}

/** A loop by its numbers; that some iterations failed says more than its own state. */
function LoopLine({ label, counts, inside }: { label: string; counts: StateCounts; inside: number }) {
  const failed = counts.FAILED ?? 0
  return (
    <>
      <span className={`tone-text${failed > 0 ? ' tone-failed' : ''}`}>{failed > 0 ? `${formatCount(failed)} failed` : label}</span>
      {` · ${formatCount(inside - unfinished(counts))} of ${formatCount(inside)}`}
      <StateBar counts={counts} words={false} />
    </>
  )
}

/** The state in a word; of a branch, whether it was taken. */
function wordOf(row: TaskRow | undefined, node: SceneNode): string {
  if (row && node.task.condition && row.state === 'SUCCEEDED') return 'Taken'
  return wordsOf(row?.state).label
}
