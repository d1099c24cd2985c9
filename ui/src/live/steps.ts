import type { State, TaskRow } from '../api/types'
import { ROOT, type RunTree } from './tree'

/** One line of the step list. */
export interface StepLine {
  row: TaskRow
  depth: number
  children: number
  open: boolean
}

export interface StepFilter {
  text: string
  states: readonly State[]
  closed: ReadonlySet<string>
}

const NUMERIC = new Intl.Collator(undefined, { numeric: true })

/** The tree as lines, in order of start. With a filter: only what matches, and the scopes around it. */
export function flattenSteps(tree: RunTree, { text, states, closed }: StepFilter, base: string = ROOT): StepLine[] {
  const wanted = text.trim().toLowerCase()
  const filtering = wanted !== '' || states.length > 0
  const matches = (row: TaskRow) =>
    (states.length === 0 || states.includes(row.state)) &&
    (wanted === '' || `${row.display_name ?? ''} ${row.path}`.toLowerCase().includes(wanted))
  const lines: StepLine[] = []
  const visit = (path: string, depth: number): boolean => {
    let any = false
    for (const row of tree.childrenOf(path).toSorted(byStart)) {
      const children = tree.childrenOf(row.path).length
      const open = filtering || !closed.has(row.path)
      const at = lines.length
      lines.push({ row, depth, children, open })
      const inside = open && children > 0 && visit(row.path, depth + 1)
      if (!filtering || matches(row) || inside) any = true
      else lines.length = at
    }
    return any
  }
  visit(base, 0)
  return lines
}

function byStart(a: TaskRow, b: TaskRow): number {
  // RFC 3339 in UTC sorts as text; '~' puts what has not begun last.
  const first = a.started_at ?? '~'
  const second = b.started_at ?? '~'
  if (first !== second) return first < second ? -1 : 1
  return NUMERIC.compare(a.key, b.key)
}
