// The cache, secrets, config maps and volumes of the mock.

import { json, pageOf, readBody, refuse } from './http.mjs'
import { LiveRun } from './live.mjs'
import { withRun } from './kfpRoutes.mjs'

const OWN = '/apis/penstock/v1'
const route = (method, pattern, handle) => [method, new RegExp(`^${OWN}${pattern}$`), handle]

export const resourceRoutes = [
  route('GET', '/cache', listCache),
  route('DELETE', '/cache', revokeMany),
  route('DELETE', '/cache/([^/]+)', revokeOne),
  route('GET', '/(secrets|configmaps)', (world, { response, ids }) => json(response, { [ids[0]]: world[ids[0]].map((one) => shown(ids[0], one)) })),
  route('GET', '/configmaps/([^/]+)', (world, { response, ids }) => found(world.configmaps, ids[0], response, (one) => json(response, { ...shown('configmaps', one), data: one.data, binary_data: one.binary_data ?? {} }))),
  route('PUT', '/(secrets|configmaps)/([^/:]+)', putData),
  route('POST', '/(secrets|configmaps)/([^/:]+):create', putData),
  route('DELETE', '/(secrets|configmaps|volumes)/([^/]+)', deleteNamed),
  route('GET', '/storage', (world, { response }) => json(response, storageOf(world))),
  route('GET', '/retention', (world, { response }) => json(response, retentionOf(world))),
  route('POST', '/retention:collect', collect),
  route('GET', '/runs/([^/]+)/retention', standing),
  route('POST', '/runs/([^/:]+):(keep|unkeep)', standing),
  route('GET', '/volumes', (world, { response }) => json(response, { volumes: world.volumes })),
  route('POST', '/runs/([^/:]+):(retry|pause|resume)', runVerb),
  route('POST', '/runs/([^/:]+):preview_rerun', previewRerun),
  route('POST', '/runs/([^/:]+):rerun', rerun),
  route('POST', '/runs/([^/]+)/tasks/([^/:]+):resume', resumeTask),
]

const now = () => new Date().toISOString()

const share = (name, bytes, artifacts = 12) => ({ name, bytes: String(bytes), artifacts })

function storageOf(world) {
  const sizes = { database: 184_000_000, artifacts: 41_300_000_000, logs: 920_000_000, downloads: 2_100_000_000, environments: 7_400_000_000, volumes: 734_000_000, workspaces: 0, attempts: 12_000, other: 4_096 }
  const kinds = Object.entries(world.cache.length ? sizes : {}).map(([kind, bytes]) => ({ kind, bytes: String(bytes), files: 10 }))
  const total = kinds.reduce((sum, kind) => sum + Number(kind.bytes), 0)
  const pipelines = [share('churn-training', 30_100_000_000), share('flowers', 9_800_000_000), share('a-pipeline-with-a-name-that-is-far-too-long-for-its-column', 1_400_000_000)]
  return { data_dir: '/srv/penstock', bytes: String(total), free_bytes: '88000000000', kinds, pipelines: kinds.length ? pipelines : [], experiments: kinds.length ? [share('nightly', 33_000_000_000), share('', 8_300_000_000)] : [] }
}

const due = (what, outcome, runs, why) => ({ what, outcome, runs, experiment_id: 'nightly', experiment: 'nightly', artifact_bytes: '1900000000', ...why })

function retentionOf(world) {
  const none = world.cache.length === 0
  const parts = none || world.collected ? [] : [due('run', 'succeeded', 1_204, { ended_before: '2026-01-10T00:00:00Z' }), due('run', 'failed', 7, { beyond_newest: 50 }), due('logs', 'succeeded', 310, { ended_before: '2026-02-01T00:00:00Z' })]
  return {
    rules: none ? {} : { runs: { max_age: { succeeded: 'P30D', failed: 'P90D' } }, logs: { max_age: { succeeded: 'P7D' } } },
    would_delete: parts,
    unreferenced: { free: { artifacts: none ? 0 : 42, bytes: none ? '0' : '310000000' }, kept_by_cache: { artifacts: none ? 0 : 9, bytes: '88000000' } },
  }
}

function collect(world, { response }) {
  world.collected = true
  json(response, { running: false, runs: 1_211, artifacts: 42, artifact_bytes: '310000000', in_use: 0 })
}

function standing(world, { response, ids }) {
  world.kept ??= {}
  if (ids[1]) world.kept[ids[0]] = ids[1] === 'keep'
  json(response, { run_id: ids[0], kept: world.kept[ids[0]] ?? false, artifact_bytes: '1400000' })
}

function listCache(world, { response, query }) {
  const text = query.get('filter') ?? ''
  const { items, ...page } = pageOf(world.cache.filter((entry) => matches(entry, text)), query)
  json(response, { entries: items, ...page })
}

const matches = (entry, text) => `${entry.pipeline_name} ${entry.task}`.toLowerCase().includes(text.toLowerCase())

function revokeOne(world, { response, ids }) {
  world.cache = world.cache.filter((entry) => entry.entry_id !== ids[0])
  json(response, {})
}

function revokeMany(world, { response, query }) {
  const text = query.get('filter') ?? ''
  const before = world.cache.length
  world.cache = world.cache.filter((entry) => !matches(entry, text))
  json(response, { revoked: before - world.cache.length })
}

const shown = (kind, { data, binary_data = {}, keys, ...rest }) => ({ ...rest, keys: keys ?? [...Object.keys(data), ...Object.keys(binary_data)] })

const found = (list, name, response, then) => {
  const one = list.find((candidate) => candidate.name === name)
  return one ? then(one) : refuse(response, 404, `There is no ${name}`)
}

async function putData(world, { request, response, ids }) {
  const [kind, name] = ids
  const { data, binary_data } = JSON.parse(await readBody(request))
  const before = world[kind].find((one) => one.name === name)
  // As in the real server, a secret's values never come back.
  const next = { name, created_at: before?.created_at ?? now(), updated_at: now(), ...(kind === 'secrets' ? { keys: Object.keys(data) } : { data, binary_data }) }
  world[kind] = [...world[kind].filter((one) => one.name !== name), next].toSorted((a, b) => a.name.localeCompare(b.name))
  json(response, {})
}

function deleteNamed(world, { response, ids }) {
  world[ids[0]] = world[ids[0]].filter((one) => one.name !== ids[1])
  json(response, {})
}

const NEXT = { retry: 'RUNNING', pause: 'PAUSED', resume: 'RUNNING' }

function runVerb(world, { response, ids }) {
  withRun(world, response, ids[0], (run) => {
    if (ids[1] === 'pause' && run.final) return refuse(response, 400, 'The run has ended.')
    run.set({ state: NEXT[ids[1]], ...(ids[1] === 'retry' ? { finished_at: undefined, error: undefined } : {}) })
    world.changed(run)
    json(response, { run_id: run.id })
  })
}

function resumeTask(world, { response, ids }) {
  withRun(world, response, ids[0], (run) => {
    const row = [...run.rows.values()].find((one) => one.task_id === ids[1])
    if (row?.state !== 'PAUSED') return refuse(response, 400, 'The step is not paused.')
    run.task(row.path, { state: 'RUNNING' })
    world.changed(run)
    json(response, {})
  })
}

/** Steps chosen, and what follows from them by path or by order, run; others are taken over. */
function plan(run, body) {
  const chosen = new Set(body.from_tasks)
  const changed = Object.keys(body.parameters ?? {})
  const tasks = []
  const anew = new Map()
  for (const task of run.graph.scopes[run.graph.root].tasks) {
    const after = (task.depends_on ?? []).find((key) => anew.has(key))
    const reason = chosen.has(task.key) ? 'chosen' : after ? `needs ${after}, which runs` : changed.length > 0 && (task.depends_on ?? []).length === 0 ? `parameter ${changed[0]} is another` : run.rows.get(task.key)?.state === 'SUCCEEDED' ? undefined : 'did not succeed'
    if (reason) anew.set(task.key, reason)
    tasks.push({ path: task.key, display_name: task.display_name, action: reason ? 'RUN' : 'REUSE', reason: reason ?? 'same program, same inputs' })
  }
  if (body.pipeline_version_id) tasks.push({ path: 'old-step', display_name: 'old-step', action: 'REMOVED', reason: 'not in this version' })
  return { tasks, reused: tasks.length - anew.size, to_run: anew.size }
}

async function previewRerun(world, { request, response, ids }) {
  const body = JSON.parse(await readBody(request))
  withRun(world, response, ids[0], (run) => json(response, plan(run, body)))
}

async function rerun(world, { request, response, ids }) {
  const body = JSON.parse(await readBody(request))
  withRun(world, response, ids[0], (run) => {
    const live = new LiveRun(world, { display_name: body.display_name, pipeline: run.view.pipeline_name, parameters: { ...run.view.parameters, ...body.parameters } })
    live.run.set({ reused_from: run.id })
    world.lives.push(live)
    world.changed(live.run)
    json(response, { run_id: live.run.id })
  })
}
