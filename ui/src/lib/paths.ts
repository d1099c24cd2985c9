import type { GraphTask, StaticGraph } from '../api/types'

/** The loop of an iteration's path `loop[3]`, and the index; undefined when the path is no iteration's. */
export function iterationOf(path: string): { loop: string; index: number } | undefined {
  const match = /^(.*)\[(\d+)\]$/s.exec(path)
  return match ? { loop: match[1] ?? '', index: Number(match[2]) } : undefined
}

/** The innermost iteration that a task run is in, itself included; undefined outside of every loop. */
export function iterationAround(path: string | undefined): string | undefined {
  const end = path?.lastIndexOf(']') ?? -1
  return path === undefined || end < 0 ? undefined : path.slice(0, end + 1)
}

/** One step of the way from the run down to a place in it. */
export interface Place {
  path: string
  label: string
  kind: 'loop' | 'iteration' | 'scope'
}

/** The way to `path`, loops and iterations each with a place of their own; names come from the graph. */
export function placesTo(path: string, graph: StaticGraph | undefined): Place[] {
  const places: Place[] = []
  let scope = graph?.root
  let sofar = ''
  for (const part of path.split('/')) {
    const item = iterationOf(part)
    const key = item?.loop ?? part
    const task = taskIn(graph, scope, key)
    sofar = sofar === '' ? key : `${sofar}/${key}`
    places.push({ path: sofar, label: task?.display_name || key, kind: item || task?.loop ? 'loop' : 'scope' })
    if (item) {
      sofar = `${sofar}[${item.index}]`
      places.push({ path: sofar, label: `#${item.index}`, kind: 'iteration' })
    }
    scope = task?.component
  }
  return places
}

/** The declaration behind a task run. */
export function declaredAt(path: string, graph: StaticGraph | undefined): GraphTask | undefined {
  let scope = graph?.root
  let task: GraphTask | undefined
  for (const part of path.split('/')) {
    task = taskIn(graph, scope, iterationOf(part)?.loop ?? part)
    scope = task?.component
  }
  return task
}

function taskIn(graph: StaticGraph | undefined, scope: string | undefined, key: string): GraphTask | undefined {
  return scope === undefined ? undefined : graph?.scopes[scope]?.tasks?.find((task) => task.key === key)
}
