import { parseDiagnostics, type Diagnostic } from '../lib/diagnostics'

/** A refusal or failure of the server, in words a reader can act on. */
export class ApiError extends Error {
  readonly status: number
  readonly hint: string | undefined
  /** The whole chain of messages, when it says more than `message`. */
  readonly detail: string | undefined
  readonly diagnostics: Diagnostic[]

  constructor(status: number, message: string, extra: { hint?: string; detail?: string; diagnostics?: Diagnostic[] } = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.hint = extra.hint
    this.detail = extra.detail
    this.diagnostics = extra.diagnostics ?? []
  }
}

const IN_WORDS: Record<number, string> = {
  0: 'The server cannot be reached',
  401: 'The server asks for a token',
  403: 'This is not permitted',
  404: 'This does not exist on the server',
  409: 'This already exists, or changed in the meantime',
  421: 'The server does not answer under this host name',
  501: 'This server does not offer that yet',
  503: 'The server is not ready',
}

const HINTS: Record<number, string> = {
  0: 'Check that it is running (./penstock up). This page reconnects by itself.',
  421: 'Open it as http://localhost, or allow this host when starting the server.',
  503: 'It may still be starting. Try again in a moment.',
}

/** Builds an error from any answer: KFP's JSON, upload's JSON, or plain text. */
export function errorFromAnswer(status: number, body: string): ApiError {
  const words = IN_WORDS[status] ?? `The server answered with status ${status}`
  const fallbackHint = HINTS[status]
  const object = parseObject(body)
  if (!object) {
    const text = body.trim()
    const message = text && !text.startsWith('<') ? text.slice(0, 2000) : words
    return new ApiError(status, message, { ...(fallbackHint ? { hint: fallbackHint } : {}), diagnostics: parseDiagnostics(text) })
  }
  const chain = text(object.message) ?? text(object.error) ?? text(object.error_message) ?? words
  const detailText = text(object.error_details)
  const outer = firstDetailMessage(object.details)
  const message = outer ?? chain
  const detail = [chain, detailText].find((part) => part !== undefined && part !== message)
  const hint = text(object.hint) ?? hintOfDetails(object.details) ?? fallbackHint
  return new ApiError(status, message, {
    ...(hint ? { hint } : {}),
    ...(detail ? { detail } : {}),
    diagnostics: parseDiagnostics(object),
  })
}

export function unreachable(cause: unknown): ApiError {
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new ApiError(0, `${IN_WORDS[0]}.`, { hint: HINTS[0] as string, detail })
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** KFP packs the sentence meant for users into `details[0].message`. */
function firstDetailMessage(details: unknown): string | undefined {
  const first = Array.isArray(details) ? (details[0] as Record<string, unknown> | undefined) : undefined
  const isStatus = typeof first?.['@type'] === 'string' && first['@type'].endsWith('google.rpc.Status')
  return isStatus ? text(first?.message) : undefined
}

function hintOfDetails(details: unknown): string | undefined {
  if (!Array.isArray(details)) return undefined
  for (const detail of details as Record<string, unknown>[]) {
    if (detail && detail.line === undefined && text(detail.hint)) return text(detail.hint)
  }
  return undefined
}
