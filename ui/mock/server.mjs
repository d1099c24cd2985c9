// A MOCK of the Penstock server, for looking at the pages and for their browser tests. It runs no pipeline: it serves
// the built files and plays scripted runs from memory.
//
//   node mock/server.mjs [--port 8899] [--manual] [--empty]
//
// --manual: the scripted live run moves only on POST /mock/advance?beats=N. POST /mock/reset starts over.

import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { json, refuse, serveFile } from './http.mjs'
import { kfpRoutes } from './kfpRoutes.mjs'
import { LiveRun } from './live.mjs'
import { penstockRoutes } from './penstockRoutes.mjs'
import { scheduleRoutes } from './scheduleRoutes.mjs'
import { fillWorld } from './scenes.mjs'
import { World } from './world.mjs'

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist')
const BEAT = 1400

function newWorld(empty) {
  const world = new World()
  world.lives = []
  if (empty) return world
  fillWorld(world)
  world.live = new LiveRun(world)
  world.lives.push(world.live)
  return world
}

/** Starts the mock; answers its URL and how to stop it. */
export function startMock({ port = 0, manual = false, empty = false } = {}) {
  const state = { world: newWorld(empty) }
  const advance = () => {
    for (const live of state.world.lives) live.advance()
  }
  const control = [
    ['POST', /^\/mock\/reset$/, (_, { response, query }) => {
      state.world = newWorld(query.get('empty') === 'true')
      json(response, {})
    }],
    ['POST', /^\/mock\/advance$/, (_, { response, query }) => {
      for (let i = 0; i < Number(query.get('beats') ?? 1); i++) advance()
      json(response, { done: state.world.lives.every((live) => live.done) })
    }],
    ['POST', /^\/mock\/drop$/, (_, { response }) => {
      json(response, {})
      // Cuts every open stream, as a lost network would.
      setImmediate(() => server.closeAllConnections())
    }],
    ['GET', /^\/mock\/ids$/, (world, { response }) => json(response, ids(world))],
  ]
  const routes = [...control, ...kfpRoutes, ...penstockRoutes, ...scheduleRoutes]
  const server = createServer((request, response) => handle(state.world, routes, request, response))
  const timer = manual ? undefined : setInterval(advance, BEAT)
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}`
      resolve({ url, stop: () => (clearInterval(timer), server.closeAllConnections(), server.close()) })
    })
  })
}

function ids(world) {
  const names = ['live', 'succeeded', 'failed', 'loop', 'thousand', 'constructs', 'huge', 'debug', 'other']
  const runs = Object.fromEntries(names.map((name) => [name, name === 'live' ? world.live?.run.id : world[name]?.id]))
  const pipelines = Object.fromEntries(world.pipelines.map((one) => [one.name, one.pipeline_id]))
  return { runs, pipelines, experiments: world.experiments.map((one) => one.experiment_id) }
}

async function handle(world, routes, request, response) {
  const url = new URL(request.url, 'http://mock')
  try {
    for (const [method, pattern, route] of routes) {
      const match = request.method === method ? pattern.exec(url.pathname) : null
      if (match) return await route(world, { request, response, query: url.searchParams, ids: match.slice(1).map(decodeURIComponent) })
    }
    if (url.pathname.startsWith('/apis/')) return refuse(response, 404, 'Not Found')
    serveFile(response, DIST, url.pathname)
  } catch (cause) {
    console.error(cause)
    if (!response.headersSent) refuse(response, 500, String(cause))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flag = (name) => process.argv.includes(name)
  const port = Number(process.argv[process.argv.indexOf('--port') + 1]) || 8899
  const { url } = await startMock({ port: flag('--port') ? port : 8899, manual: flag('--manual'), empty: flag('--empty') })
  console.log(`Mock server (scripted, no pipeline runs here): ${url}`)
}
