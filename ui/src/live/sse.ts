/** One message of a text/event-stream. */
export interface SseMessage {
  event: string
  data: string
  id: string | undefined
}

/** Cuts a text/event-stream into messages as its chunks arrive (WHATWG rules for lines, comments and ids). */
export class SseParser {
  #rest = ''
  #event = ''
  #data: string[] = []
  #id: string | undefined
  #skipLineFeed = false

  push(chunk: string): SseMessage[] {
    const messages: SseMessage[] = []
    let text = this.#rest + (this.#skipLineFeed && chunk.startsWith('\n') ? chunk.slice(1) : chunk)
    if (chunk !== '') this.#skipLineFeed = chunk.endsWith('\r')
    let end = nextBreak(text)
    while (end >= 0) {
      const message = this.#line(text.slice(0, end))
      if (message) messages.push(message)
      text = text.slice(end + (text.startsWith('\r\n', end) ? 2 : 1))
      end = nextBreak(text)
    }
    this.#rest = text
    return messages
  }

  #line(line: string): SseMessage | undefined {
    if (line === '') return this.#dispatch()
    if (line.startsWith(':')) return undefined
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))
    if (field === 'event') this.#event = value
    else if (field === 'data') this.#data.push(value)
    else if (field === 'id' && !value.includes('\0')) this.#id = value
    return undefined
  }

  #dispatch(): SseMessage | undefined {
    const data = this.#data.join('\n')
    const has = this.#data.length > 0
    const event = this.#event || 'message'
    this.#data = []
    this.#event = ''
    return has ? { event, data, id: this.#id } : undefined
  }
}

function nextBreak(text: string): number {
  const feed = text.indexOf('\n')
  const carriage = text.indexOf('\r')
  if (feed < 0 || carriage < 0) return Math.max(feed, carriage)
  return Math.min(feed, carriage)
}
