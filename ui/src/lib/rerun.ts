import type { GraphTask, Json, StaticGraph } from '../api/types'
import type { PipelineInput } from './inputs'

/** A step that a re-run can start from. Loops are taken whole: their inside is not offered. */
export interface StartingPoint {
  path: string
  label: string
  depth: number
}

const MOST = 2000

/** All steps of a pipeline as a list in the order they are declared, scopes with what is inside of them. */
export function startingPoints(graph: StaticGraph | undefined): StartingPoint[] {
  const points: StartingPoint[] = []
  const visit = (scope: string, parent: string, depth: number): void => {
    for (const task of inOrder(graph?.scopes[scope]?.tasks ?? [])) {
      if (points.length >= MOST) return
      const path = parent === '' ? task.key : `${parent}/${task.key}`
      points.push({ path, label: task.display_name || task.key, depth })
      if (!task.loop && task.component !== undefined && depth < 20) visit(task.component, path, depth + 1)
    }
  }
  if (graph) visit(graph.root, '', 0)
  return points
}

/** Producers before consumers; otherwise as declared. */
function inOrder(tasks: readonly GraphTask[]): GraphTask[] {
  const waiting = new Map(tasks.map((task) => [task.key, task]))
  const ordered: GraphTask[] = []
  const take = (task: GraphTask): void => {
    if (!waiting.delete(task.key)) return
    for (const key of task.depends_on ?? []) {
      const producer = waiting.get(key)
      if (producer) take(producer)
    }
    ordered.push(task)
  }
  for (const task of tasks) take(task)
  return ordered
}

/**
 * Only what differs from the run's own parameters, which the server takes over; an input that the run was not given
 * counts as unchanged while it has its default.
 */
export function changedParameters(values: Record<string, Json>, given: Record<string, Json>, inputs: readonly PipelineInput[]): Record<string, Json> {
  const defaults = new Map(inputs.map((input) => [input.name, input.fallback]))
  const before = (name: string) => given[name] ?? defaults.get(name)
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before(name))))
}
