// What the mock server knows: runs, pipelines, experiments. Everything lives in memory.

import { randomUUID } from 'node:crypto'
import { artifact, logLines } from './contents.mjs'
import { census, censusParameters, constructs, flowers, hello, hugeLoop, specOf, thousand } from './graphs.mjs'

const MINUTE = 60_000
const FINAL = new Set(['SUCCEEDED', 'SKIPPED', 'FAILED', 'CANCELED'])
const iso = (ms) => new Date(ms).toISOString()

export class MockRun {
  constructor(fields, graph) {
    this.view = { run_id: randomUUID(), namespace: '', experiment_id: 'exp-default', state: 'PENDING', version: 1, parameters: {}, pipeline_root: 'minio://mlpipeline/v2/artifacts', notes: [], ...fields }
    this.graph = graph
    this.rows = new Map()
    this.details = new Map()
    this.logs = new Map()
    /** Loops too large to hold, by path. */
    this.loops = new Map()
    this.changedAt = new Map()
    this.history = [{ update_time: fields.created_at, state: 'PENDING' }]
    this.archived = false
    this.listeners = new Set()
    this.logListeners = new Set()
  }

  get id() {
    return this.view.run_id
  }

  /** Sets fields of a task row, making the row when there is none. */
  task(path, fields, detail = {}) {
    const slash = path.lastIndexOf('/')
    const before = this.rows.get(path) ?? { task_id: randomUUID(), path, key: path.slice(slash + 1), parent_path: slash < 0 ? '' : path.slice(0, slash), kind: 'CONTAINER', state: 'PENDING', attempt: 1, cached: false }
    const row = { ...before, ...fields }
    for (const name of Object.keys(row)) if (row[name] === undefined) delete row[name]
    this.rows.set(path, row)
    this.details.set(path, { ...this.details.get(path), ...detail })
    this.view.version++
    this.changedAt.set(path, this.view.version)
    return row
  }

  set(fields) {
    if (fields.state && fields.state !== this.view.state) this.history.push({ update_time: iso(Date.now()), state: fields.state })
    this.view = { ...this.view, ...fields, version: this.view.version + 1 }
  }

  log(path, attempt, lines) {
    const name = `${path}#${attempt}`
    this.logs.set(name, Buffer.concat([this.logs.get(name) ?? Buffer.alloc(0), Buffer.from(lines.map((line) => `${line}\n`).join(''))]))
    for (const listener of this.logListeners) listener()
  }

  projection() {
    const task_counts = {}
    for (const row of this.rows.values()) task_counts[row.state] = (task_counts[row.state] ?? 0) + 1
    for (const loop of this.loops.values()) {
      const { succeeded, failed, running } = loop.counts
      // Each iteration is a task run itself and has two inside.
      for (const [state, count] of [['SUCCEEDED', succeeded * 3 + failed + running], ['FAILED', failed * 2], ['RUNNING', running * 2]]) task_counts[state] = (task_counts[state] ?? 0) + count
    }
    return { ...this.view, archived: this.archived, task_counts }
  }

  get final() {
    return FINAL.has(this.view.state)
  }

  publish() {
    for (const listener of this.listeners) listener()
  }

  kfp() {
    const { run_id, display_name, experiment_id, state, created_at, finished_at, pipeline_id, pipeline_version_id, parameters, pipeline_root } = this.view
    return {
      run_id, display_name, experiment_id, created_at, scheduled_at: created_at, finished_at: finished_at ?? '1970-01-01T00:00:00Z',
      storage_state: this.archived ? 'ARCHIVED' : 'AVAILABLE', service_account: 'pipeline-runner',
      state: state === 'CANCELED' ? 'FAILED' : state,
      ...(pipeline_id ? { pipeline_version_reference: { pipeline_id, pipeline_version_id } } : {}),
      runtime_config: { parameters, pipeline_root },
      state_history: this.history.map((one) => (one.state === 'CANCELED' ? { ...one, state: 'FAILED' } : one)),
    }
  }
}

export class World {
  constructor() {
    this.listeners = new Set()
    this.experiments = [
      { experiment_id: 'exp-default', display_name: 'Default', description: 'All runs without an experiment.', created_at: iso(Date.now() - 90 * 24 * 60 * MINUTE), storage_state: 'AVAILABLE' },
      { experiment_id: 'exp-tuning', display_name: 'tuning', created_at: iso(Date.now() - 9 * 24 * 60 * MINUTE), storage_state: 'AVAILABLE' },
    ]
    this.pipelines = []
    this.versions = []
    this.runs = []
    this.cache = []
    this.secrets = []
    this.configmaps = []
    this.volumes = []
    this.addPipeline('census-income', 'Trains three models on the census and deploys the best.', [['v1', census, censusParameters], ['v2', census, censusParameters]])
    this.addPipeline('flowers', 'Image classifier, one training per learning rate.', [['v7', flowers, { learning_rates: { parameterType: 'LIST', defaultValue: [0.1, 0.01] } }]])
    this.addPipeline('hello-world', '', [['hello-world', hello, { name: { parameterType: 'STRING', defaultValue: 'world' } }]])
    this.addPipeline('constructs', 'One of each construct.', [['v1', constructs, { threshold: { parameterType: 'NUMBER_DOUBLE', defaultValue: 0.8 } }]])
    this.addPipeline('huge-loop', 'A hundred thousand items.', [['v1', hugeLoop, {}]])
    this.addPipeline('thousand-shards', 'A wide fan: a thousand steps.', [['v1', thousand, {}]])
  }

  addPipeline(name, description, versions) {
    const pipeline_id = randomUUID()
    const created_at = iso(Date.now() - (20 - this.pipelines.length * 2) * 24 * 60 * MINUTE)
    this.pipelines.push({ pipeline_id, display_name: name, name, ...(description ? { description } : {}), created_at })
    for (const [version, graph, parameters] of versions) {
      this.versions.push({ pipeline_id, pipeline_version_id: randomUUID(), display_name: version, name: version, created_at, pipeline_spec: specOf(name, graph, parameters), graph })
    }
    return this.pipelines.at(-1)
  }

  newestVersion(name) {
    const pipeline = this.pipelines.find((one) => one.name === name)
    return this.versions.findLast((one) => one.pipeline_id === pipeline?.pipeline_id)
  }

  addRun(pipelineName, fields) {
    const version = this.newestVersion(pipelineName)
    const run = new MockRun({ pipeline_id: version.pipeline_id, pipeline_version_id: version.pipeline_version_id, pipeline_name: pipelineName, ...fields }, version.graph)
    this.runs.push(run)
    return run
  }

  changed(run) {
    run.publish()
    for (const listener of this.listeners) listener({ run_id: run.id, version: run.view.version, state: run.view.state })
  }
}

export const environment = {
  PATH: '/home/ana/.penstock/env/5d1c/bin:/usr/bin:/bin', HOME: '/home/ana/.penstock/home', LANG: 'C.UTF-8', TZ: 'Europe/Berlin',
  AWS_SECRET_ACCESS_KEY: '••••', HF_TOKEN: '••••', OMP_NUM_THREADS: '4', KFP_POD_NAME: 'train-forest-1',
}

/** Fills details of a step that ran: inputs, outputs, attempts and their logs. */
export function ranStep(run, path, { state = 'SUCCEEDED', from, took = 4000, attempts = 1, cached = false, error, outputs = {}, lines = 40 } = {}) {
  const key = path.split('/').at(-1)
  const list = Array.from({ length: attempts }, (_, i) => {
    const last = i === attempts - 1
    const failed = !last || state === 'FAILED'
    return {
      number: i + 1, generation: 1, state: last ? state : 'FAILED', started_at: iso(from + i * took), finished_at: iso(from + (i + 1) * took), exit_code: failed ? 1 : 0,
      ...(failed ? { error: error ?? { code: 'STEP_EXITED', message: 'The step ended with exit code 1.' } } : {}),
      notes: i === 0 ? ['Image python:3.11 runs on this machine: python 3.11.7 from pyenv.'] : ['Tried again: the step allows 2 attempts.'], environment, log_truncated: false,
    }
  })
  if (!cached) for (const attempt of list) run.log(path, attempt.number, logLines(key, { fails: attempt.state === 'FAILED', lines }))
  return run.task(
    path,
    { state, started_at: iso(from), finished_at: iso(from + took * attempts), attempt: attempts, cached, ...(error && state === 'FAILED' ? { error } : {}) },
    {
      image: 'python:3.11', command: ['sh', '-c', 'python3 -m kfp.dsl.executor_main "$@"', '--executor_input', '{…}', '--function_to_execute', key.replaceAll('-', '_')],
      inputs: { parameters: { rows: 32561, learning_rate: 0.05, options: { seed: 7, folds: 5 } }, artifacts: key === 'download-data' ? {} : { data: [artifact('dataset')] } },
      outputs: state === 'SUCCEEDED' ? { parameters: {}, artifacts: {}, ...outputs } : {}, attempts: cached ? [] : list,
    },
  )
}
