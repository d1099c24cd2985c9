// A run that lives: a script of beats, each a few changes. It plays by itself, or beat by beat for tests.

import { artifact, logLines } from './contents.mjs'
import { forestError } from './scenes.mjs'
import { environment } from './world.mjs'

const now = () => new Date().toISOString()

export class LiveRun {
  constructor(world, { display_name = 'census-income live', pipeline = 'census-income', parameters = { rows: 32561, learning_rate: 0.05, balance: true } } = {}) {
    this.world = world
    this.run = world.addRun(pipeline, { display_name, created_at: now(), state: 'PENDING', parameters })
    this.beats = script(this)
    this.at = 0
  }

  get done() {
    return this.at >= this.beats.length || this.run.final
  }

  /** Plays the next beat; answers whether there are more. */
  advance() {
    if (this.done) return false
    this.beats[this.at++]()
    this.world.changed(this.run)
    return !this.done
  }

  begin(path, extra = {}) {
    this.run.task(path, { state: 'RUNNING', started_at: now(), ...extra }, {
      image: 'python:3.11',
      command: ['sh', '-c', 'python3 -m kfp.dsl.executor_main "$@"', '--function_to_execute', path.split('/').at(-1).replaceAll('-', '_')],
      inputs: { parameters: { rows: 32561, learning_rate: 0.05 }, artifacts: { data: [artifact('dataset')] } },
      attempts: [{ number: 1, generation: 1, state: 'RUNNING', started_at: now(), notes: ['Image python:3.11 runs on this machine: python 3.11.7 from pyenv.'], environment, log_truncated: false }],
    })
    this.run.log(path, 1, logLines(path.split('/').at(-1), { lines: 4 }).slice(0, 5))
  }

  grow(path, lines) {
    this.run.log(path, this.run.rows.get(path)?.attempt ?? 1, lines)
  }

  end(path, state = 'SUCCEEDED', { error, outputs = {} } = {}) {
    const detail = this.run.details.get(path)
    const attempts = (detail.attempts ?? []).map((one, i, all) => (i < all.length - 1 ? one : { ...one, state, finished_at: now(), exit_code: state === 'FAILED' ? 1 : 0, ...(error ? { error } : {}) }))
    this.run.task(path, { state, finished_at: now(), ...(error ? { error } : {}) }, { attempts, outputs: { parameters: {}, artifacts: {}, ...outputs } })
  }

  scope(path, state, extra = {}) {
    const time = state === 'RUNNING' ? { started_at: now() } : state === 'SKIPPED' || state === 'PENDING' ? {} : { finished_at: now() }
    this.run.task(path, { kind: 'SCOPE', state, ...time, ...extra })
  }

  secondAttempt(path) {
    const detail = this.run.details.get(path)
    const failed = detail.attempts.map((one) => ({ ...one, state: 'FAILED', finished_at: now(), exit_code: 1, error: forestError }))
    const next = { ...failed[0], number: 2, state: 'RUNNING', started_at: now(), notes: ['Tried again: the step allows 2 attempts.'] }
    delete next.finished_at
    delete next.exit_code
    delete next.error
    this.run.task(path, { state: 'RUNNING', attempt: 2 }, { attempts: [...failed, next] })
    this.run.log(path, 2, logLines('train-forest', { lines: 6 }).slice(0, 7))
  }

  cancel() {
    this.run.set({ state: 'CANCELING' })
    for (const [path, row] of this.run.rows) if (row.state === 'RUNNING') this.run.task(path, { state: 'CANCELING' })
    this.world.changed(this.run)
    for (const [path, row] of this.run.rows) {
      if (row.state === 'CANCELING') this.run.task(path, { state: 'CANCELED', finished_at: now() })
      else if (row.state === 'PENDING') this.run.task(path, { state: 'SKIPPED', reason: 'The run was canceled.' })
    }
    this.run.set({ state: 'CANCELED', finished_at: now() })
    this.world.changed(this.run)
  }
}

const epochs = (from, to) => Array.from({ length: to - from }, (_, i) => `\u001b[32mepoch ${from + i}\u001b[0m  loss=\u001b[1m${(0.7 * Math.exp(-(from + i) / 22) + 0.28).toFixed(4)}\u001b[0m  rows/s=${18000 + (((from + i) * 7919) % 900)}`)

function script(live) {
  if (live.run.view.pipeline_name === 'hello-world') return helloScript(live)
  const { run } = live
  const skip = (path, reason, extra = {}) => run.task(path, { state: 'SKIPPED', reason, ...extra })
  return [
    () => {
      run.set({ state: 'RUNNING', started_at: now() })
      for (const path of ['download-data', 'validate', 'profile', 'evaluate', 'report']) run.task(path, { state: 'PENDING' })
      live.scope('train-models', 'PENDING')
      live.scope('condition-1', 'PENDING')
    },
    () => live.begin('download-data'),
    () => live.end('download-data', 'SUCCEEDED', { outputs: { artifacts: { dataset: [artifact('dataset')] } } }),
    () => ['validate', 'profile'].forEach((path) => live.begin(path)),
    () => live.end('validate', 'SUCCEEDED', { outputs: { parameters: { missing: 1836 } } }),
    () => {
      live.scope('train-models', 'RUNNING')
      for (const key of ['split', 'train-logistic', 'train-forest', 'pick-best']) run.task(`train-models/${key}`, { state: 'PENDING' })
      live.scope('train-models/tune-boosting', 'PENDING')
      live.begin('train-models/split')
    },
    () => live.end('train-models/split'),
    () => {
      live.begin('train-models/train-logistic')
      live.begin('train-models/train-forest')
      live.scope('train-models/tune-boosting', 'RUNNING')
      run.task('train-models/tune-boosting/boost', { state: 'PENDING' })
      live.begin('train-models/tune-boosting/search-space')
    },
    () => live.end('profile', 'SUCCEEDED', { outputs: { artifacts: { picture: [artifact('picture')] } } }),
    () => live.end('train-models/tune-boosting/search-space'),
    () => live.begin('train-models/tune-boosting/boost'),
    () => live.grow('train-models/train-forest', epochs(5, 30)),
    () => live.secondAttempt('train-models/train-forest'),
    () => live.grow('train-models/train-forest', epochs(7, 40)),
    () => live.end('train-models/train-logistic', 'SUCCEEDED', { outputs: { artifacts: { metrics: [artifact('metrics')] } } }),
    () => live.grow('train-models/tune-boosting/boost', epochs(5, 60)),
    () => {
      live.grow('train-models/train-forest', logLines('train-forest', { fails: true, lines: 3 }).slice(-6))
      live.end('train-models/train-forest', 'FAILED', { error: forestError })
      skip('train-models/pick-best', 'train-forest failed, and this step needs it.')
    },
    () => live.end('train-models/tune-boosting/boost'),
    () => live.scope('train-models/tune-boosting', 'SUCCEEDED'),
    () => {
      live.scope('train-models', 'FAILED', { error: { code: 'CHILD_FAILED', message: 'train-forest failed.' } })
      for (const path of ['evaluate', 'report']) skip(path, 'train-models failed, and this step needs it.')
      skip('condition-1', 'evaluate was skipped, and this step needs it.', { kind: 'SCOPE' })
      run.set({ state: 'FAILED', finished_at: now(), error: { code: 'STEP_FAILED', message: 'train-models / train-forest failed: ValueError: Input X contains NaN.', hint: forestError.hint } })
    },
  ]
}

function helloScript(live) {
  return [
    () => {
      live.run.set({ state: 'RUNNING', started_at: now() })
      live.begin('say-hello')
    },
    () => live.grow('say-hello', [`Hello ${live.run.view.parameters.name ?? 'world'}`]),
    () => {
      live.end('say-hello', 'SUCCEEDED', { outputs: { parameters: { Output: `Hello ${live.run.view.parameters.name ?? 'world'}` } } })
      live.run.set({ state: 'SUCCEEDED', finished_at: now() })
    },
  ]
}
