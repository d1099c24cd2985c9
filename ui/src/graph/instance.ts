import { STATES, type TaskRow } from '../api/types'
import { countStates, statesOfLoop, type StateCounts } from '../lib/state'
import { ROOT, type RunTree } from '../live/tree'
import type { Scene, SceneNode } from './scene'

/** What a drawn node stands for in a run. */
export interface NodeInstance {
  /** The task run's path; for one not yet materialised, the path it will most likely have. */
  path: string
  row: TaskRow | undefined
  /** States of what is inside, for a closed scope or loop. */
  counts: StateCounts | undefined
}

/**
 * Maps the structural nodes of a scene to the task runs inside of `base`: the run, or one iteration of a loop. Parents
 * come before children in a scene.
 */
export function resolveInstances(scene: Scene, tree: RunTree, base: string = ROOT): ReadonlyMap<string, NodeInstance> {
  const instances = new Map<string, NodeInstance>()
  for (const node of scene.nodes) instances.set(node.sid, resolveOne(node, tree, instances.get(node.parent)?.path ?? base))
  return instances
}

/** Whether a node would look the same for both. Rows keep their identity as long as they don't change. */
export function looksSame(a: NodeInstance | undefined, b: NodeInstance | undefined): boolean {
  if (!a || !b) return a === b
  return a.row === b.row && a.path === b.path && sameCounts(a.counts, b.counts)
}

function sameCounts(a: StateCounts = {}, b: StateCounts = {}): boolean {
  return STATES.every((state) => a[state] === b[state])
}

function resolveOne(node: SceneNode, tree: RunTree, parentPath: string): NodeInstance {
  const row = tree.byKey(parentPath, node.task.key)
  const path = row?.path ?? (parentPath === ROOT ? node.task.key : `${parentPath}/${node.task.key}`)
  return { path, row, counts: countsOf(node, row, path, tree) }
}

function countsOf(node: SceneNode, row: TaskRow | undefined, path: string, tree: RunTree): StateCounts | undefined {
  if (row?.iterations) return statesOfLoop(row.iterations, row.state)
  return node.expandable && !node.open && node.kind !== 'LOOP' ? countStates(tree.childrenOf(path)) : undefined
}

/** Which node stands for the task run at `path`, and what must be open for it to be on screen; empty when it is not in the tree. */
export function whereIs(path: string, tree: RunTree): { sid: string; open: string[] } {
  const open: string[] = []
  let sid = ''
  for (const row of tree.chainTo(path)) {
    if (row.kind === 'ITERATION') continue
    if (sid !== '') open.push(sid)
    sid = sid === '' ? row.key : `${sid}/${row.key}`
  }
  return { sid, open }
}
