import type { TaskRow } from '../api/types'
import { iterationOf } from '../lib/paths'

/** The path of the run itself: parent of the outermost tasks. */
export const ROOT = ''

const ROOT_NAMES = new Set(['', '/', 'root'])

/** The rows of a run as a tree, looked up by path. Built anew from each fold: O(n). */
export class RunTree {
  readonly #rows: ReadonlyMap<string, TaskRow>
  readonly #children = new Map<string, TaskRow[]>()
  readonly #byKey = new Map<string, TaskRow>()

  constructor(rows: ReadonlyMap<string, TaskRow>) {
    this.#rows = rows
    for (const row of rows.values()) {
      if (isRoot(row)) continue
      const parent = parentOf(row)
      const siblings = this.#children.get(parent)
      if (siblings) siblings.push(row)
      else this.#children.set(parent, [row])
      if (row.kind !== 'ITERATION') this.#byKey.set(`${parent}\n${row.key}`, row)
    }
  }

  get size(): number {
    return this.#rows.size
  }

  row(path: string): TaskRow | undefined {
    return this.#rows.get(path)
  }

  /** Every row but the run's own. */
  *all(): Iterable<TaskRow> {
    for (const row of this.#rows.values()) if (!isRoot(row)) yield row
  }

  childrenOf(path: string): readonly TaskRow[] {
    return this.#children.get(path) ?? []
  }

  /** The task that a scope declares under `key`, in the instance of that scope at `parent`. */
  byKey(parent: string, key: string): TaskRow | undefined {
    return this.#byKey.get(`${parent}\n${key}`)
  }

  /** From the outermost task down to `path` itself; empty when the path is unknown. */
  chainTo(path: string): TaskRow[] {
    const chain: TaskRow[] = []
    let row = this.#rows.get(path)
    while (row && !isRoot(row) && chain.length < 200) {
      chain.unshift(row)
      row = this.#rows.get(parentOf(row))
    }
    return chain
  }
}

/** Rows differ in how they name the run as a parent: nothing, "/" or "root". */
export function parentOf(row: TaskRow): string {
  // By its path, an iteration `loop[3]` stands beside `loop`; what it belongs to is the loop.
  const loop = row.kind === 'ITERATION' ? iterationOf(row.path)?.loop : undefined
  const parent = loop ?? row.parent_path ?? ''
  return ROOT_NAMES.has(parent) ? ROOT : parent
}

const isRoot = (row: TaskRow): boolean => ROOT_NAMES.has(row.path) && ROOT_NAMES.has(row.parent_path ?? '')

/** The place of an iteration's item in its list; 0 for what is no iteration. */
export const iterationIndex = (row: TaskRow): number => row.index ?? iterationOf(row.path)?.index ?? 0

/** What to call a row: an iteration by its number, anything else by its name. */
export const nameOf = (row: TaskRow): string =>
  row.kind === 'ITERATION' ? `#${iterationIndex(row)}` : row.display_name || row.key

/** The step that explains a failed run: a failed leaf that no other failed leaf preceded. */
export function firstFailure(tree: RunTree): TaskRow | undefined {
  let found: TaskRow | undefined
  for (const row of tree.all()) {
    if (row.state !== 'FAILED') continue
    if (tree.childrenOf(row.path).some((child) => child.state === 'FAILED')) continue
    if (!found || (row.finished_at ?? '~') < (found.finished_at ?? '~')) found = row
  }
  return found
}
