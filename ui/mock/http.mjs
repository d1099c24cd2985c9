// Small HTTP helpers of the mock.

import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'

/** The policy that the real server sends as well; the mock sends it so that a violation shows up in tests. */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' }

export function json(response, body, status = 200) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(body))
}

export function refuse(response, status, message, extra = {}) {
  json(response, { error: message, code: status === 404 ? 5 : 3, message, details: [], ...extra }, status)
}

export function serveFile(response, root, path) {
  const wanted = path === '/' ? '/index.html' : normalize(path)
  const file = join(root, wanted)
  if (wanted.includes('..') || !existsSync(file) || !statSync(file).isFile()) return refuse(response, 404, `No file ${path}. Run "npm run build" first.`)
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' })
  createReadStream(file).pipe(response)
}

export async function readBody(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Opens an event stream; answers a function that sends one event. */
export function openEvents(request, response, onClose) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  response.write(': hello\n\n')
  const heartbeat = setInterval(() => response.write(': heartbeat\n\n'), 15_000)
  request.on('close', () => {
    clearInterval(heartbeat)
    onClose()
  })
  return (event, data, id) => response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** Pages through a list the way KFP does, with an opaque token. */
export function pageOf(list, query, fallback = 20) {
  const size = Math.min(Number(query.get('page_size') ?? fallback) || fallback, 200)
  const start = query.get('page_token') ? Number(Buffer.from(query.get('page_token'), 'base64').toString()) : 0
  const items = list.slice(start, start + size)
  const more = start + size < list.length
  return { items, total_size: list.length, ...(more ? { next_page_token: Buffer.from(String(start + size)).toString('base64') } : {}) }
}
