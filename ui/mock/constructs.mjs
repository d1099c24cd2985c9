// A run with one of each construct, one with a huge loop, one held for debugging, and what the resource pages list.

import { artifact } from './contents.mjs'
import { HugeLoop } from './loops.mjs'
import { ranStep } from './world.mjs'

const MINUTE = 60_000
const iso = (ms) => new Date(ms).toISOString()
const HASH = 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c'

export function fillConstructs(world) {
  world.constructs = constructs(world)
  world.huge = huge(world)
  world.debug = debug(world)
  fillResources(world)
}

const hit = (run) => ({
  outcome: 'HIT', fingerprint: HASH, entry_id: 'c-1', reason: 'A step with the same program and the same inputs succeeded 2 hours ago.',
  origin: { run_id: run.id, task_id: [...run.rows.values()][0].task_id, display_name: 'download-data of census-income nightly' }, key: { program: 'sha256:9f86d081884c7d65', 'input rows': '32561' },
})

const miss = {
  outcome: 'MISS', fingerprint: HASH, reason: 'The nearest earlier step differs in two parts.',
  differs: [{ part: 'input learning_rate', value: '0.05', before: '0.1' }, { part: 'program', value: 'sha256:9f86d081884c7d65', before: 'sha256:60303ae22b998861' }],
  key: { program: 'sha256:9f86d081884c7d65', 'input learning_rate': '0.05', 'input data': 'sha256:2c26b46b68ffc68f' },
}

function start(world, pipeline, display_name, ago, extra = {}) {
  const from = Date.now() - ago
  return [world.addRun(pipeline, { display_name, created_at: iso(from), started_at: iso(from), state: 'RUNNING', parameters: { threshold: 0.8 }, ...extra }), from]
}

function constructs(world) {
  const [run, from] = start(world, 'constructs', 'one of each', 9 * MINUTE)
  const done = { started_at: iso(from + 1000), finished_at: iso(from + 3000) }
  ranStep(run, 'make-volume', { from, took: 40, lines: 2 })
  run.task('import-model', { kind: 'IMPORTER', state: 'SUCCEEDED', ...done }, { inputs: { parameters: { uri: 'gs://models/vertex/7' }, artifacts: {} }, outputs: { parameters: {}, artifacts: { artifact: [artifact('vertex')] } }, attempts: [] })
  ranStep(run, 'prepare', { from: from + 1000, took: 3100, cached: true, outputs: { artifacts: { dataset: [artifact('dataset')] } } })
  run.details.get('prepare').cache = hit(world.succeeded)
  ranStep(run, 'train', { from: from + 4000, took: 9000, attempts: 3, error: { code: 'STEP_EXITED', message: 'train ended with exit code 137.' }, outputs: { artifacts: { models: Array.from({ length: 8 }, () => artifact('model')), slices: [artifact('slices')], gone: [artifact('gone')] } } })
  Object.assign(run.details.get('train'), {
    cache: miss, retry: { max_retries: 3, backoff_seconds: 5, backoff_factor: 2, backoff_max_seconds: 60, next_at: iso(from + 60000) },
    resources: { requests: { cpu: '2', memory: '4Gi' }, limits: { memory: '8Gi', 'nvidia.com/gpu': '1' } },
    kubernetes: { secret_as_env: [{ secret: 'registry', key: 'token', variable: 'TOKEN' }], node_selector: { pool: 'gpu' }, tolerations: [{ key: 'gpu', operator: 'Exists' }] },
  })
  const attempts = run.details.get('train').attempts
  attempts.forEach((attempt, i) => Object.assign(attempt, { started_at: iso(from + 4000 + i * 14000), finished_at: iso(from + 13000 + i * 14000 - (2 - i) * 1000) }))
  run.task('if-good', { kind: 'SCOPE', state: 'SUCCEEDED', started_at: iso(from + 50000), finished_at: iso(from + 58000) })
  ranStep(run, 'if-good/publish', { from: from + 50000, took: 8000, outputs: { artifacts: { results: [artifact('metrics'), artifact('metrics')] } } })
  run.task('else-bad', { kind: 'SCOPE', state: 'SKIPPED', reason: "Its condition is false: train-accuracy < 0.8 (train-accuracy is 0.8716)." })
  run.task('each-region', { kind: 'LOOP', state: 'FAILED', total: 4, started_at: iso(from + 58000), finished_at: iso(from + 70000), error: { code: 'CHILD_FAILED', message: '1 of 4 iterations failed.' } })
  for (let i = 0; i < 4; i++) {
    const path = `each-region[${i}]`
    const state = i === 2 ? 'FAILED' : 'SUCCEEDED'
    run.task(path, { kind: 'ITERATION', key: 'each-region', parent_path: 'each-region', state, started_at: iso(from + 58000), finished_at: iso(from + 60000 + i * 2000), ...(i === 2 ? { error: { code: 'CHILD_FAILED', message: 'roll-out failed.' } } : {}) })
    ranStep(run, `${path}/roll-out`, { from: from + 58000, took: 2000, state, ...(i === 2 ? { error: { code: 'STEP_EXITED', message: 'roll-out ended with exit code 2.', hint: 'The region is closed.' } } : {}) })
    run.task(`${path}/each-shop`, { kind: 'LOOP', state: i === 2 ? 'SKIPPED' : 'SUCCEEDED', total: 2, started_at: iso(from + 60000), finished_at: iso(from + 61000) })
    if (i === 2) continue
    for (let j = 0; j < 2; j++) {
      run.task(`${path}/each-shop[${j}]`, { kind: 'ITERATION', key: 'each-shop', parent_path: `${path}/each-shop`, state: 'SUCCEEDED', ...done })
      ranStep(run, `${path}/each-shop[${j}]/tell`, { from: from + 60000, took: 500 })
    }
  }
  run.task('each-file', { kind: 'LOOP', state: 'FAILED', total: 2, ...done })
  for (let i = 0; i < 2; i++) {
    const state = i === 1 ? 'FAILED' : 'SUCCEEDED'
    ranStep(run, `each-file[${i}]`, { from: from + 1000, took: 900, state, ...(i === 1 ? { error: { code: 'STEP_EXITED', message: 'The file is empty.' } } : {}) })
    run.task(`each-file[${i}]`, { kind: 'ITERATION', key: 'each-file', parent_path: 'each-file' })
  }
  ranStep(run, 'clean-up', { from: from + 70000, took: 900 })
  run.set({ state: 'FAILED', finished_at: iso(from + 71000), error: { code: 'STEP_FAILED', message: 'each-region failed.' } })
  return run
}

function huge(world) {
  const [run, from] = start(world, 'huge-loop', 'a hundred thousand items', 7 * MINUTE, { parameters: {} })
  ranStep(run, 'list-items', { from, took: 900 })
  run.task('for-each', { kind: 'LOOP', state: 'RUNNING', started_at: iso(from + 900) })
  run.loops.set('for-each', new HugeLoop('for-each', 100_000, 91_408, from + 900))
  run.task('summary', { state: 'PENDING' })
  return run
}

function debug(world) {
  const [run, from] = start(world, 'hello-world', 'held for a look', 2 * MINUTE, { parameters: { name: 'you' } })
  ranStep(run, 'say-hello', { from, took: 3000, state: 'FAILED', error: { code: 'STEP_EXITED', message: 'say-hello ended with exit code 1.' } })
  run.task('say-hello', { state: 'PAUSED', finished_at: undefined, error: undefined })
  run.details.get('say-hello').attempts[0].state = 'PAUSED'
  return run
}

function fillResources(world) {
  const row = [...world.succeeded.rows.values()]
  world.cache = Array.from({ length: 64 }, (_, i) => ({
    entry_id: `c-${i + 1}`, fingerprint: HASH.slice(i % 40) + HASH.slice(0, i % 40), pipeline_name: i % 3 === 0 ? 'flowers' : 'census-income', task: row[i % row.length].key, component: `comp-${row[i % row.length].key}`,
    run_id: world.succeeded.id, task_id: row[i % row.length].task_id, created_at: iso(Date.now() - i * 11 * MINUTE), hits: (i * 7) % 23, ...(i % 5 === 0 ? {} : { last_hit_at: iso(Date.now() - i * 3 * MINUTE) }),
  }))
  const data = (name, keys, days) => ({ name, keys, created_at: iso(Date.now() - days * 1440 * MINUTE), updated_at: iso(Date.now() - (days - 1) * 1440 * MINUTE) })
  world.secrets = [data('aws', ['access_key', 'secret_key'], 40), data('registry', ['token'], 3)]
  world.configmaps = [{ name: 'training', data: { 'settings.yaml': 'epochs: 12\nbatch: 64\n', REGION: 'eu-1' }, binary_data: { 'logo.png': 'iVBORw0KGgo=' }, created_at: iso(Date.now() - 9e8), updated_at: iso(Date.now() - 8e8) }]
  world.volumes = [{ name: 'shared', size_bytes: '734003200', created_at: iso(Date.now() - 3e8), run_id: world.succeeded.id }, { name: 'scratch', size_bytes: '0', created_at: iso(Date.now() - 6e7) }]
}
