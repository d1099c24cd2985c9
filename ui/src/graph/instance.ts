import { STATES, type TaskRow } from '../api/types'
import { countStates, type StateCounts } from '../lib/state'
import { mostTelling, ROOT, type RunTree } from '../live/tree'
import type { Scene, SceneNode } from './scene'

/** What a drawn node stands for in a run. */
export interface NodeInstance {
  /** The task run's path; for one not yet materialised, the path it will most likely have. */
  path: string
  row: TaskRow | undefined
  /** Inside of a loop: which iteration is shown. */
  iteration: TaskRow | undefined
  /** States of what is inside, for a closed scope or loop. */
  counts: StateCounts | undefined
}

/** The iteration shown for each loop, by the loop's path; loops not named show their most telling one. */
export type IterationChoice = Readonly<Record<string, string>>

/** Maps the structural nodes of a scene to the task runs of a run. Parents come before children in a scene. */
export function resolveInstances(scene: Scene, tree: RunTree, choice: IterationChoice): ReadonlyMap<string, NodeInstance> {
  const instances = new Map<string, NodeInstance>()
  for (const node of scene.nodes) instances.set(node.sid, resolveOne(node, tree, choice, instances))
  return instances
}

/** Whether a node would look the same for both. Rows keep their identity as long as they don't change. */
export function looksSame(a: NodeInstance | undefined, b: NodeInstance | undefined): boolean {
  if (!a || !b) return a === b
  return a.row === b.row && a.path === b.path && a.iteration === b.iteration && sameCounts(a.counts, b.counts)
}

function sameCounts(a: StateCounts = {}, b: StateCounts = {}): boolean {
  return STATES.every((state) => a[state] === b[state])
}

function resolveOne(
  node: SceneNode,
  tree: RunTree,
  choice: IterationChoice,
  instances: ReadonlyMap<string, NodeInstance>,
): NodeInstance {
  const around = node.parent === '' ? undefined : instances.get(node.parent)
  const parentPath = around ? (around.iteration?.path ?? around.path) : ROOT
  const row = tree.byKey(parentPath, node.task.key)
  const path = row?.path ?? (parentPath === ROOT ? node.task.key : `${parentPath}/${node.task.key}`)
  const counts = node.expandable && !node.open ? countStates(tree.childrenOf(path)) : undefined
  return { path, row, iteration: shownIteration(path, tree, choice), counts }
}

function shownIteration(path: string, tree: RunTree, choice: IterationChoice): TaskRow | undefined {
  const chosen = choice[path]
  const row = chosen === undefined ? undefined : tree.row(chosen)
  return row ?? mostTelling(tree.iterationsOf(path))
}

/** What must be open, and which iterations shown, for the task run at `path` to be on screen. */
export function whereIs(path: string, tree: RunTree): { sid: string; open: string[]; choice: Record<string, string> } {
  const open: string[] = []
  const choice: Record<string, string> = {}
  let sid = ''
  let loop = ''
  for (const row of tree.chainTo(path)) {
    if (row.kind === 'ITERATION') {
      choice[loop] = row.path
      continue
    }
    if (sid !== '') open.push(sid)
    sid = sid === '' ? row.key : `${sid}/${row.key}`
    loop = row.path
  }
  return { sid, open, choice }
}
