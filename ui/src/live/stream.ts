import { send } from '../api/client'
import { ApiError } from '../api/errors'
import { SseParser, type SseMessage } from './sse'

/** How fresh the page is: told to the reader, never guessed. */
export type Freshness = 'connecting' | 'live' | 'paused' | 'offline' | 'ended'

export interface StreamHandlers {
  onMessage: (message: SseMessage) => void
  onFreshness: (freshness: Freshness) => void
  /** A refusal that trying again won't cure (404, 401 …). */
  onRefused?: (error: ApiError) => void
}

const FIRST_WAIT = 1000
const LONGEST_WAIT = 30_000
/** The server sends a comment every 15 s: silence beyond this means that the line is dead. */
const SILENCE = 40_000
/** A hidden tab gives its connection back: browsers allow only six to one host over HTTP/1.1. */
const HIDDEN_GRACE = 10_000

/**
 * Follows a server-sent event stream: resumes after the last seen id, waits longer after each failure, pauses while
 * the tab is hidden. A fetch rather than an EventSource, because that one hides status codes and sends no headers.
 */
export function followStream(path: string, handlers: StreamHandlers): () => void {
  return new Follower(path, handlers).start()
}

class Follower {
  readonly #path: string
  readonly #handlers: StreamHandlers
  #lastId: string | undefined
  #abort: AbortController | undefined
  #timer: number | undefined
  #silence: number | undefined
  #hiddenTimer: number | undefined
  #failures = 0
  #stopped = false

  constructor(path: string, handlers: StreamHandlers) {
    this.#path = path
    this.#handlers = handlers
  }

  start(): () => void {
    document.addEventListener('visibilitychange', this.#visibility)
    window.addEventListener('online', this.#retryNow)
    void this.#connect()
    return () => this.#stop()
  }

  #stop(): void {
    this.#stopped = true
    document.removeEventListener('visibilitychange', this.#visibility)
    window.removeEventListener('online', this.#retryNow)
    this.#disconnect()
    window.clearTimeout(this.#hiddenTimer)
  }

  #disconnect(): void {
    window.clearTimeout(this.#timer)
    window.clearTimeout(this.#silence)
    this.#abort?.abort()
    this.#abort = undefined
  }

  readonly #visibility = (): void => {
    window.clearTimeout(this.#hiddenTimer)
    if (document.visibilityState === 'hidden') {
      this.#hiddenTimer = window.setTimeout(() => {
        this.#disconnect()
        if (!this.#stopped) this.#handlers.onFreshness('paused')
      }, HIDDEN_GRACE)
    } else if (!this.#abort && !this.#stopped) {
      this.#retryNow()
    }
  }

  readonly #retryNow = (): void => {
    if (this.#stopped || this.#abort) return
    window.clearTimeout(this.#timer)
    this.#failures = 0
    void this.#connect()
  }

  async #connect(): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    this.#handlers.onFreshness('connecting')
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' }
      if (this.#lastId !== undefined) headers['Last-Event-ID'] = this.#lastId
      const response = await send(this.#path, { headers, signal: abort.signal })
      this.#handlers.onFreshness('live')
      await this.#read(response, abort)
      this.#again(abort)
    } catch (cause) {
      this.#failed(cause, abort)
    }
  }

  async #read(response: Response, abort: AbortController): Promise<void> {
    const reader = response.body?.getReader()
    if (!reader) return
    const parser = new SseParser()
    const decoder = new TextDecoder()
    this.#watchSilence(abort)
    for (;;) {
      const { done, value } = await reader.read()
      if (done || abort.signal.aborted) return
      this.#watchSilence(abort)
      for (const message of parser.push(decoder.decode(value, { stream: true }))) {
        if (message.id !== undefined) this.#lastId = message.id
        this.#failures = 0
        this.#handlers.onMessage(message)
        if (this.#stopped) return
      }
    }
  }

  #watchSilence(abort: AbortController): void {
    window.clearTimeout(this.#silence)
    this.#silence = window.setTimeout(() => {
      abort.abort()
      this.#again(abort)
    }, SILENCE)
  }

  #failed(cause: unknown, abort: AbortController): void {
    if (abort.signal.aborted) return
    const status = cause instanceof ApiError ? cause.status : 0
    const hopeless = status >= 400 && status < 500 && status !== 408 && status !== 429
    if (hopeless || status === 501) {
      this.#abort = undefined
      window.clearTimeout(this.#silence)
      this.#handlers.onFreshness('offline')
      this.#handlers.onRefused?.(cause as ApiError)
      return
    }
    this.#again(abort)
  }

  #again(abort: AbortController): void {
    if (this.#stopped || this.#abort !== abort) return
    this.#abort = undefined
    window.clearTimeout(this.#silence)
    this.#failures++
    this.#handlers.onFreshness(this.#failures > 1 ? 'offline' : 'connecting')
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 1.6 ** (this.#failures - 1))
    this.#timer = window.setTimeout(() => void this.#connect(), wait * (0.75 + Math.random() / 2))
  }
}
