// The runs a fresh mock shows: one of each end, one with a thousand steps, one with a loop, and a page of old ones.

import { artifact } from './contents.mjs'
import { fillConstructs } from './constructs.mjs'
import { ranStep } from './world.mjs'

const MINUTE = 60_000
const iso = (ms) => new Date(ms).toISOString()

export const forestError = {
  code: 'STEP_EXITED',
  message: 'train-forest ended with exit code 1: ValueError: Input X contains NaN.',
  hint: 'Fill or drop missing values before this step (the validate step reported 1 836 of them), or use a model that accepts NaN. The last log lines show where.',
}

export function fillWorld(world) {
  oldRuns(world)
  world.succeeded = succeeded(world)
  world.failed = failed(world)
  world.loop = loop(world)
  world.thousand = thousand(world)
  cancelled(world)
  world.other = other(world)
  fillConstructs(world)
}

const parameters = { rows: 32561, learning_rate: 0.05, models: ['logistic', 'forest', 'boosting'], options: { seed: 7, folds: 5 }, balance: true, label: 'nightly' }

function start(world, pipeline, display_name, ago, extra = {}) {
  const created = Date.now() - ago
  return [world.addRun(pipeline, { display_name, created_at: iso(created), started_at: iso(created + 400), state: 'SUCCEEDED', parameters, ...extra }), created + 400]
}

function finish(run, state, at, extra = {}) {
  run.set({ state, finished_at: iso(at), ...extra })
}

const scopeRow = (run, path, state, from, to, extra = {}) =>
  run.task(path, { kind: 'SCOPE', state, ...(from ? { started_at: iso(from) } : {}), ...(to ? { finished_at: iso(to) } : {}), ...extra })

function oldRuns(world) {
  const names = ['flowers', 'hello-world', 'census-income']
  for (let i = 64; i >= 1; i--) {
    const pipeline = names[i % 3]
    const state = i % 11 === 0 ? 'FAILED' : i % 17 === 0 ? 'CANCELED' : 'SUCCEEDED'
    const [run, from] = start(world, pipeline, `${pipeline}-${100 - i}`, (i * 97 + 60) * MINUTE, i % 4 === 0 ? { experiment_id: 'exp-tuning' } : {})
    ranStep(run, pipeline === 'hello-world' ? 'say-hello' : 'ingest', { from, took: 2000 + (i % 7) * 900 })
    if (state === 'CANCELED') run.set({ state: 'CANCELING' })
    finish(run, state, from + 3000 + ((i * 7919) % 600) * 1000)
  }
}

function succeeded(world) {
  const [run, from] = start(world, 'census-income', 'census-income nightly', 58 * MINUTE)
  ranStep(run, 'download-data', { from, took: 3100, cached: true, outputs: { artifacts: { dataset: [artifact('dataset')] } } })
  ranStep(run, 'validate', { from: from + 3100, took: 2400, outputs: { parameters: { missing: 1836, columns: ['age', 'workclass', 'education'] } } })
  ranStep(run, 'profile', { from: from + 3100, took: 6200, outputs: { artifacts: { picture: [artifact('picture')], notes: [artifact('notes')] } } })
  scopeRow(run, 'train-models', 'SUCCEEDED', from + 5500, from + 62000)
  ranStep(run, 'train-models/split', { from: from + 5500, took: 1800 })
  ranStep(run, 'train-models/train-logistic', { from: from + 7300, took: 14000, outputs: { artifacts: { model: [artifact('model')], params: [artifact('params')] } } })
  ranStep(run, 'train-models/train-forest', { from: from + 7300, took: 19000, attempts: 2, error: forestError, outputs: { artifacts: { model: [artifact('model')] } } })
  scopeRow(run, 'train-models/tune-boosting', 'SUCCEEDED', from + 7300, from + 58000)
  ranStep(run, 'train-models/tune-boosting/search-space', { from: from + 7300, took: 900 })
  ranStep(run, 'train-models/tune-boosting/boost', { from: from + 8200, took: 49800, lines: 900 })
  ranStep(run, 'train-models/pick-best', { from: from + 58000, took: 4000, outputs: { parameters: { best: 'boosting' }, artifacts: { model: [artifact('model')] } } })
  ranStep(run, 'evaluate', { from: from + 62000, took: 5200, outputs: { parameters: { accuracy: 0.871613 }, artifacts: { metrics: [artifact('metrics')], curve: [artifact('curve')] } } })
  scopeRow(run, 'condition-1', 'SUCCEEDED', from + 67200, from + 74000)
  ranStep(run, 'condition-1/register-model', { from: from + 67200, took: 1800 })
  ranStep(run, 'condition-1/deploy', { from: from + 69000, took: 5000 })
  ranStep(run, 'report', { from: from + 67200, took: 2600, outputs: { artifacts: { report: [artifact('report')], importance: [artifact('importance')] } } })
  finish(run, 'SUCCEEDED', from + 74000, { notes: ['Image python:3.11 runs on this machine: python 3.11.7 from pyenv.'] })
  return run
}

/** Like the one that succeeded, with another rate and other results: something to compare. */
function other(world) {
  const [run, from] = start(world, 'census-income', 'census-income slower', 90 * MINUTE, { parameters: { ...parameters, learning_rate: 0.01 } })
  const metrics = artifact('metrics')
  const curve = artifact('curve')
  const slower = { ...metrics, metadata: { ...metrics.metadata, accuracy: 0.8533, auc: 0.9011 } }
  const lower = { ...curve, metadata: { ...curve.metadata, confidenceMetrics: curve.metadata.confidenceMetrics.map((point) => ({ ...point, recall: point.falsePositiveRate ** 0.5 })) } }
  ranStep(run, 'evaluate', { from, took: 5200, outputs: { parameters: { accuracy: 0.8533 }, artifacts: { metrics: [slower], curve: [lower] } } })
  finish(run, 'SUCCEEDED', from + 6000)
  return run
}

function failed(world) {
  const [run, from] = start(world, 'census-income', 'census-income with forest', 31 * MINUTE)
  ranStep(run, 'download-data', { from, took: 3100, outputs: { artifacts: { dataset: [artifact('dataset')] } } })
  ranStep(run, 'validate', { from: from + 3100, took: 2400 })
  ranStep(run, 'profile', { from: from + 3100, took: 6200 })
  scopeRow(run, 'train-models', 'FAILED', from + 5500, from + 33000, { error: { code: 'CHILD_FAILED', message: 'train-forest failed.' } })
  ranStep(run, 'train-models/split', { from: from + 5500, took: 1800 })
  ranStep(run, 'train-models/train-logistic', { from: from + 7300, took: 14000 })
  ranStep(run, 'train-models/train-forest', { from: from + 7300, took: 12000, attempts: 2, state: 'FAILED', error: forestError })
  scopeRow(run, 'train-models/tune-boosting', 'SUCCEEDED', from + 7300, from + 33000)
  ranStep(run, 'train-models/tune-boosting/search-space', { from: from + 7300, took: 900 })
  ranStep(run, 'train-models/tune-boosting/boost', { from: from + 8200, took: 24800 })
  run.task('train-models/pick-best', { state: 'SKIPPED', reason: 'train-forest failed, and this step needs it.' })
  for (const path of ['evaluate', 'report']) run.task(path, { state: 'SKIPPED', reason: 'train-models failed, and this step needs it.' })
  scopeRow(run, 'condition-1', 'SKIPPED', undefined, undefined, { reason: 'evaluate was skipped, and this step needs it.' })
  finish(run, 'FAILED', from + 33000, { error: { code: 'STEP_FAILED', message: 'train-models / train-forest failed: ValueError: Input X contains NaN.', hint: forestError.hint } })
  return run
}

function loop(world) {
  const [run, from] = start(world, 'flowers', 'flowers over 5 learning rates', 12 * MINUTE, { experiment_id: 'exp-tuning', parameters: { learning_rates: [0.3, 0.1, 0.03, 0.01, 0.003] } })
  ranStep(run, 'ingest', { from, took: 8000 })
  run.task('for-loop-1', { kind: 'LOOP', state: 'SUCCEEDED', started_at: iso(from + 8000), finished_at: iso(from + 61000) })
  for (let i = 0; i < 5; i++) {
    const path = `for-loop-1[${i}]`
    run.task(path, { kind: 'ITERATION', key: 'for-loop-1', parent_path: 'for-loop-1', state: 'SUCCEEDED', started_at: iso(from + 8000 + i * 900), finished_at: iso(from + 40000 + i * 4000) })
    ranStep(run, `${path}/train`, { from: from + 8000 + i * 900, took: 26000 + i * 2000 })
    ranStep(run, `${path}/test`, { from: from + 34000 + i * 2900, took: 6000 })
  }
  ranStep(run, 'compare', { from: from + 61000, took: 1500 })
  scopeRow(run, 'condition-2', 'SKIPPED', undefined, undefined, { reason: 'Its condition is false: inputs.compare-best > 0.93 (compare-best is 0.917).' })
  finish(run, 'SUCCEEDED', from + 62500)
  return run
}

function thousand(world) {
  const [run, from] = start(world, 'thousand-shards', 'thousand shards', 5 * MINUTE, { state: 'RUNNING', parameters: {} })
  ranStep(run, 'list-shards', { from, took: 1500 })
  for (let i = 0; i < 995; i++) {
    const path = `shard-${String(i + 1).padStart(3, '0')}`
    if (i === 313) run.task(path, { state: 'FAILED', started_at: iso(from + 20000), finished_at: iso(from + 24000), error: { code: 'STEP_EXITED', message: `${path} ended with exit code 3.` } })
    else if (i < 620) run.task(path, { state: 'SUCCEEDED', started_at: iso(from + 1500 + i * 80), finished_at: iso(from + 3500 + i * 83) })
    else if (i < 660) run.task(path, { state: 'RUNNING', started_at: iso(from + 1500 + i * 80) })
    else run.task(path, { state: 'PENDING' })
  }
  for (const path of ['merge-low', 'merge-high', 'merge', 'publish']) run.task(path, { state: 'PENDING' })
  return run
}

function cancelled(world) {
  const [run, from] = start(world, 'hello-world', 'hello, stopped early', 3 * MINUTE, { parameters: { name: 'you' } })
  run.task('say-hello', { state: 'CANCELED', started_at: iso(from), finished_at: iso(from + 2000) })
  run.set({ state: 'CANCELING' })
  finish(run, 'CANCELED', from + 2000)
}
