// Penstock's own endpoints.

import { artifacts } from './contents.mjs'
import { json, openEvents, pageOf, refuse } from './http.mjs'
import { withRun } from './kfpRoutes.mjs'
import { childPage, computedDetail, rowById, rowsWithin, shownRow } from './loops.mjs'
import { resourceRoutes } from './resourceRoutes.mjs'

const RANK = { FAILED: 0, RUNNING: 1 }

export const penstockRoutes = [
  ...resourceRoutes,
  ['GET', /^\/apis\/penstock\/v1\/server$/, (_, { response }) => json(response, { version: '0.1.0-mock', data_dir: '/home/ana/.penstock', runner: { private_view: true, warm_python: true, slots: 4, notes: [] }, notices: [] })],
  ['GET', /^\/apis\/penstock\/v1\/changes$/, changes],
  ['GET', /^\/apis\/penstock\/v1\/runs\/([^/]+)$/, (world, { response, ids }) => withRun(world, response, ids[0], (run) => json(response, run.projection()))],
  ['GET', /^\/apis\/penstock\/v1\/runs\/([^/]+)\/tasks$/, tasks],
  ['GET', /^\/apis\/penstock\/v1\/runs\/([^/]+)\/tasks\/([^/]+)$/, task],
  ['GET', /^\/apis\/penstock\/v1\/runs\/([^/]+)\/tasks\/([^/]+)\/log$/, log],
  ['GET', /^\/apis\/penstock\/v1\/runs\/([^/]+)\/metrics$/, metrics],
  ['GET', /^\/apis\/penstock\/v1\/runs\/([^/]+)\/graph$/, (world, { response, ids }) => withRun(world, response, ids[0], (run) => json(response, run.graph))],
  ['GET', /^\/apis\/penstock\/v1\/runs\/([^/]+)\/events$/, events],
  ['GET', /^\/apis\/penstock\/v1\/pipelines\/([^/]+)\/versions\/([^/]+)\/graph$/, versionGraph],
  ['GET', /^\/apis\/penstock\/v1\/artifacts\/([^/]+)\/preview$/, preview],
  ['GET', /^\/apis\/penstock\/v1\/artifacts\/([^/]+)\/content$/, content],
]

function changes(world, { request, response }) {
  const send = openEvents(request, response, () => world.listeners.delete(listener))
  const listener = (change) => send('run', change)
  world.listeners.add(listener)
}

function tasks(world, { response, query, ids }) {
  withRun(world, response, ids[0], (run) => {
    const parent = query.get('parent')
    const from = Number(query.get('page_token') ?? 0)
    if (parent !== null) {
      const { rows, total } = childPage(run, parent, { state: query.get('state'), from, size: Number(query.get('page_size') ?? 200) })
      return json(response, { tasks: rows.map((row) => shownRow(run, row)), total_size: total, ...(from + rows.length < total ? { next_page_token: String(from + rows.length) } : {}) })
    }
    const within = query.get('within')
    const rows = (within === null ? [...run.rows.values()] : rowsWithin(run, within)).toSorted((a, b) => (RANK[a.state] ?? 2) - (RANK[b.state] ?? 2) || (b.started_at ?? '').localeCompare(a.started_at ?? ''))
    const { items, ...page } = pageOf(rows, query, 200)
    json(response, { tasks: items.map((row) => shownRow(run, row)), ...page })
  })
}

function metrics(world, { response, ids }) {
  withRun(world, response, ids[0], (run) => {
    const found = rowsWithin(run, '/').flatMap((row) =>
      Object.entries(run.details.get(row.path)?.outputs?.artifacts ?? {}).flatMap(([output, list]) =>
        list.filter((one) => one.type.endsWith('Metrics')).map((one) => ({ task_id: row.task_id, path: row.path, output, artifact: one })),
      ),
    )
    json(response, { metrics: found })
  })
}

const withTask = (run, response, id, then) => {
  const row = rowById(run, id)
  return row ? then(row) : refuse(response, 404, `Task ${id} not found`)
}

function task(world, { response, ids }) {
  withRun(world, response, ids[0], (run) =>
    withTask(run, response, ids[1], (row) => {
      const detail = run.details.get(row.path) ?? computedDetail(row)
      const attempts = (detail.attempts ?? []).map((attempt) => ({ ...attempt, log_bytes: run.logs.get(`${row.path}#${attempt.number}`)?.length ?? 0 }))
      json(response, { ...shownRow(run, row), ...detail, attempts })
    }),
  )
}

function log(world, { request, response, query, ids }) {
  withRun(world, response, ids[0], (run) =>
    withTask(run, response, ids[1], (row) => {
      const attempt = Number(query.get('attempt') || row.attempt)
      const bytes = () => run.logs.get(`${row.path}#${attempt}`) ?? Buffer.alloc(0)
      let offset = Math.min(Number(query.get('offset') ?? 0), bytes().length)
      const first = bytes().subarray(offset)
      offset += first.length
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', 'X-Log-Offset': String(offset) })
      const over = () => (run.rows.get(row.path)?.attempt ?? attempt) > attempt || !['RUNNING', 'PENDING', 'CANCELING'].includes(run.rows.get(row.path)?.state)
      if (query.get('follow') !== 'true' || over()) return response.end(first)
      response.write(first)
      const more = () => {
        const chunk = bytes().subarray(offset)
        offset += chunk.length
        if (chunk.length > 0) response.write(chunk)
        if (over()) response.end()
      }
      run.logListeners.add(more)
      run.listeners.add(more)
      request.on('close', () => {
        run.logListeners.delete(more)
        run.listeners.delete(more)
      })
    }),
  )
}

function events(world, { request, response, query, ids }) {
  withRun(world, response, ids[0], (run) => {
    let seen = Number(request.headers['last-event-id'] ?? query.get('after') ?? 0)
    const send = openEvents(request, response, () => run.listeners.delete(listener))
    const listener = () => push(false)
    const push = (first) => {
      const rows = rowsWithin(run, '/')
        .filter((row) => row.kind === 'LOOP' || (run.changedAt.get(row.path) ?? 0) > seen)
        .map((row) => shownRow(run, row))
      const version = run.view.version
      send('run', run.projection(), version)
      if (first && seen === 0) send('tasks', { tasks: rows.slice(0, 2000), complete: rows.length <= 2000 }, version)
      else if (rows.length > 0) send('tasks', rows, version)
      seen = version
      if (run.final) {
        run.listeners.delete(listener)
        send('end', {}, version)
        response.end()
      }
    }
    run.listeners.add(listener)
    push(true)
  })
}

function versionGraph(world, { response, ids }) {
  const version = world.versions.find((candidate) => candidate.pipeline_version_id === ids[1])
  return version ? json(response, version.graph) : refuse(response, 404, `PipelineVersion ${ids[1]} not found`)
}

const withArtifact = (response, id, then) => {
  const found = artifacts.find((candidate) => candidate.artifact_id === id)
  if (found?.missing) return refuse(response, 404, `The bytes of artifact ${id} are not in the store.`)
  return found ? then(found) : refuse(response, 404, `Artifact ${id} not found`)
}

function preview(_, { response, query, ids }) {
  withArtifact(response, ids[0], (found) => {
    if (found.entries) return json(response, { is_directory: true, entries: found.entries, truncated: false })
    const limit = Number(query.get('max_bytes') ?? 65536)
    if (limit > 1_048_576) return refuse(response, 400, `max_bytes ${limit} (expected: 1 to 1048576)`)
    const bytes = found.body.subarray(0, limit)
    const text = found.content_type.startsWith('image/') ? { base64: bytes.toString('base64') } : { text: bytes.toString() }
    json(response, { ...text, content_type: found.content_type, truncated: found.body.length > limit, is_directory: false })
  })
}

function content(_, { response, ids }) {
  withArtifact(response, ids[0], (found) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename="${found.name}"`, 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': 'sandbox' })
    response.end(found.body)
  })
}
