import { errorFromAnswer, unreachable } from './errors'

/**
 * Where the APIs live: beside this page, whatever prefix it is served under. The hash never reaches the server,
 * so the page's own directory is the base.
 */
export function apiUrl(path: string, query: Record<string, string | number | undefined> = {}): string {
  const base = document.baseURI.split('#')[0] ?? ''
  const url = new URL(path.replace(/^\//, ''), new URL('.', base))
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  }
  return url.toString()
}

const TOKEN = 'penstock.token'

export function setToken(token: string): void {
  sessionStorage.setItem(TOKEN, token)
}

/** A server reachable from other hosts asks for a token; on this machine there is none. */
export function authHeaders(): Record<string, string> {
  const token = safeToken()
  return token ? { Authorization: `Bearer ${token}` } : {}
}

export function hasToken(): boolean {
  return safeToken() !== null
}

function safeToken(): string | null {
  try {
    return sessionStorage.getItem(TOKEN)
  } catch {
    return null
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  query?: Record<string, string | number | undefined>
  json?: unknown
  form?: FormData
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sends a request and answers the response, or throws {@link ApiError}. */
export async function send(path: string, call: Call = {}): Promise<Response> {
  const headers: Record<string, string> = { ...authHeaders(), ...call.headers }
  if (call.json !== undefined) headers['Content-Type'] = 'application/json'
  const init: RequestInit = { method: call.method ?? 'GET', headers, cache: 'no-store' }
  if (call.json !== undefined) init.body = JSON.stringify(call.json)
  if (call.form) init.body = call.form
  if (call.signal) init.signal = call.signal
  let response: Response
  try {
    response = await fetch(apiUrl(path, call.query), init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw unreachable(cause)
  }
  if (response.ok) return response
  throw errorFromAnswer(response.status, await response.text().catch(() => ''))
}

export async function getJson<T>(path: string, call: Call = {}): Promise<T> {
  const response = await send(path, call)
  const body = await response.text()
  return (body === '' ? {} : JSON.parse(body)) as T
}
