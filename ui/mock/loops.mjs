// Loops of the mock: small ones are rows like any other, huge ones compute a row when somebody asks for it.

import { artifact } from './contents.mjs'
import { environment } from './world.mjs'

const iso = (ms) => new Date(ms).toISOString()

/** Whether a row is an iteration or inside of one; the stream leaves those out. */
export const isInside = (path) => path.includes(']')

const loopOf = (path) => path.replace(/\[\d+\]$/, '')
const indexOf = (path) => Number(/\[(\d+)\]$/.exec(path)?.[1])

/** A loop of any size. Every 731st iteration failed; `done` of them are over and eight run. */
export class HugeLoop {
  constructor(path, total, done, from) {
    Object.assign(this, { path, total, done, from })
    this.failed = Math.ceil(done / 731)
  }

  get counts() {
    return { total: this.total, succeeded: this.done - this.failed, failed: this.failed, running: Math.min(8, this.total - this.done) }
  }

  /** How many iterations have a row so far. */
  get begun() {
    return Math.min(this.total, this.done + 8)
  }

  stateOf(index) {
    if (index >= this.done) return 'RUNNING'
    return index % 731 === 0 ? 'FAILED' : 'SUCCEEDED'
  }

  row(index) {
    const state = this.stateOf(index)
    const started = this.from + index * 3
    return {
      task_id: `v:${this.path}[${index}]`, path: `${this.path}[${index}]`, key: this.path.split('/').at(-1), parent_path: this.path, kind: 'ITERATION', state, index, attempt: 0, cached: false,
      started_at: iso(started), ...(state === 'RUNNING' ? {} : { finished_at: iso(started + 400 + (index % 17) * 40) }), ...(state === 'FAILED' ? { error: { code: 'CHILD_FAILED', message: `score failed: item ${index} has no label.` } } : {}),
    }
  }

  inside(index) {
    const around = this.row(index)
    const base = { parent_path: around.path, kind: 'CONTAINER', attempt: 1, cached: false, started_at: around.started_at }
    const last = around.state === 'SUCCEEDED' ? { state: 'SUCCEEDED', finished_at: around.finished_at } : { state: around.state, ...(around.error ? { error: { code: 'STEP_EXITED', message: `score ended with exit code 1: item ${index} has no label.`, hint: 'Look at the item.' }, finished_at: around.finished_at } : {}) }
    return [
      { ...base, task_id: `v:${around.path}/load`, path: `${around.path}/load`, key: 'load', display_name: 'load', state: 'SUCCEEDED', finished_at: iso(this.from + index * 3 + 120) },
      { ...base, task_id: `v:${around.path}/score`, path: `${around.path}/score`, key: 'score', display_name: 'score', ...last },
    ]
  }

  /** The places of those in a state, in order. */
  *places(state) {
    if (state === 'RUNNING') for (let i = this.done; i < this.begun; i++) yield i
    else if (state === 'FAILED') for (let i = 0; i < this.done; i += 731) yield i
    else for (let i = 0; i < (state === 'SUCCEEDED' ? this.done : this.begun); i++) if (!state || i % 731 !== 0) yield i
  }
}

/** A row as the API shows it: a loop with its counts, an iteration with its index. */
export function shownRow(run, row) {
  if (row.kind === 'ITERATION') return { ...row, index: row.index ?? indexOf(row.path) }
  if (row.kind !== 'LOOP') return row
  const huge = run.loops.get(row.path)
  if (huge) return { ...row, iterations: huge.counts }
  const rows = iterationsOf(run, row.path)
  const count = (state) => rows.filter((one) => one.state === state).length
  return { ...row, iterations: { total: row.total ?? rows.length, succeeded: count('SUCCEEDED'), failed: count('FAILED'), running: count('RUNNING') } }
}

const iterationsOf = (run, loop) => [...run.rows.values()].filter((row) => row.kind === 'ITERATION' && loopOf(row.path) === loop).toSorted((a, b) => indexOf(a.path) - indexOf(b.path))

/** A page of the direct children of a task run: iterations by index, other tasks as they stand. */
export function childPage(run, parent, { state, from, size }) {
  const huge = run.loops.get(parent)
  if (!huge) {
    const loop = run.rows.get(parent)?.kind === 'LOOP'
    const all = loop ? iterationsOf(run, parent) : [...run.rows.values()].filter((row) => row.parent_path === parent && row.kind !== 'ITERATION')
    const wanted = state ? all.filter((row) => row.state === state) : all
    return { rows: wanted.slice(from, from + size), total: wanted.length }
  }
  const total = state ? { FAILED: huge.failed, RUNNING: huge.counts.running, SUCCEEDED: huge.counts.succeeded }[state] ?? 0 : huge.begun
  if (!state) return { rows: Array.from({ length: Math.max(0, Math.min(size, total - from)) }, (_, i) => huge.row(from + i)), total }
  const rows = []
  let at = 0
  for (const place of huge.places(state)) {
    if (at >= from + size) break
    if (at++ >= from) rows.push(huge.row(place))
  }
  return { rows, total }
}

/** A task run and all inside of it, but for iterations of the loops inside; "/" or nothing is the run. */
export function rowsWithin(run, path) {
  if (path === '' || path === '/') return [...run.rows.values()].filter((row) => !isInside(row.path))
  const huge = run.loops.get(loopOf(path))
  if (huge && path.endsWith(']')) {
    const index = indexOf(path)
    return index < huge.begun ? [huge.row(index), ...huge.inside(index)] : []
  }
  return [...run.rows.values()].filter((row) => row.path === path || (row.path.startsWith(`${path}/`) && !isInside(row.path.slice(path.length + 1))))
}

/** The row with that id, computed ones included. */
export function rowById(run, id) {
  if (!id.startsWith('v:')) return [...run.rows.values()].find((row) => row.task_id === id)
  const around = /^(.*\])/.exec(id.slice(2))[1]
  return rowsWithin(run, around).find((row) => row.task_id === id)
}

/** Details of computed rows: there are too many to keep. */
export function computedDetail(row) {
  if (!row.task_id.startsWith('v:')) return {}
  const index = Number(/\[(\d+)\]/.exec(row.path)[1])
  const inputs = { parameters: { item: { id: index, url: `s3://items/${index}.json` } }, artifacts: {} }
  if (row.kind === 'ITERATION') return { inputs, outputs: { parameters: {}, artifacts: {} }, attempts: [] }
  return {
    image: 'python:3.11', command: ['python3', 'score.py', String(index)], inputs, outputs: row.state === 'SUCCEEDED' ? { parameters: { score: (index * 7919) % 1000 }, artifacts: { metrics: [artifact('metrics')] } } : {},
    attempts: [{ number: 1, generation: 1, state: row.state, started_at: row.started_at, finished_at: row.finished_at, exit_code: row.state === 'FAILED' ? 1 : 0, ...(row.error ? { error: row.error } : {}), notes: [], environment, log_truncated: false }],
  }
}
