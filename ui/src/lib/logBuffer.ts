import { parseAnsi, type Span, type Style } from './ansi'

export interface LogLine {
  /** Counts up from the first line read; stays the same when older lines are let go. */
  id: number
  spans: Span[]
  text: string
}

/** The lines of one log as they arrive. Holds the newest `limit` of them; how many were let go is known. */
export class LogBuffer {
  #lines: LogLine[] = []
  #rest = ''
  #style: Style = {}
  #nextId = 1
  #dropped = 0
  #skipFirst: boolean
  readonly #limit: number
  readonly #decoder = new TextDecoder()

  /** `partial`: reading begins amid the log, so what comes before the first line break is half a line. */
  constructor({ partial = false, limit = 20_000 }: { partial?: boolean; limit?: number } = {}) {
    this.#skipFirst = partial
    this.#limit = limit
  }

  get lines(): readonly LogLine[] {
    return this.#rest === '' || this.#skipFirst ? this.#lines : [...this.#lines, this.#line(this.#nextId, this.#rest).line]
  }

  get dropped(): number {
    return this.#dropped
  }

  append(chunk: Uint8Array): void {
    this.#appendText(this.#decoder.decode(chunk, { stream: true }))
  }

  #appendText(text: string): void {
    const parts = (this.#rest + text).split('\n')
    this.#rest = parts.pop() ?? ''
    const added: LogLine[] = []
    for (const part of parts) {
      if (this.#skipFirst) {
        this.#skipFirst = false
        continue
      }
      const { line, end } = this.#line(this.#nextId++, part)
      this.#style = end
      added.push(line)
    }
    const all = added.length > 0 ? [...this.#lines, ...added] : this.#lines
    const over = Math.max(0, all.length - this.#limit)
    this.#dropped += over
    this.#lines = over > 0 ? all.slice(over) : all
  }

  #line(id: number, raw: string): { line: LogLine; end: Style } {
    const { spans, end } = parseAnsi(raw, this.#style)
    return { line: { id, spans, text: spans.map((span) => span.text).join('') }, end }
  }
}

export interface Piece extends Span {
  match: boolean
}

/** Cuts a line's spans where a search matches, so that matches can be marked without losing colours. */
export function markMatches(spans: readonly Span[], text: string, wanted: string): Piece[] {
  if (wanted === '') return spans.map((span) => ({ ...span, match: false }))
  const ranges = findAll(text, wanted)
  const pieces: Piece[] = []
  let at = 0
  for (const span of spans) {
    const end = at + span.text.length
    let from = at
    for (const range of ranges) {
      if (range.to <= from || range.from >= end) continue
      if (range.from > from) pieces.push({ ...span, text: text.slice(from, range.from), match: false })
      pieces.push({ ...span, text: text.slice(Math.max(from, range.from), Math.min(end, range.to)), match: true })
      from = Math.min(end, range.to)
    }
    if (from < end) pieces.push({ ...span, text: text.slice(from, end), match: false })
    at = end
  }
  return pieces
}

function findAll(text: string, wanted: string): { from: number; to: number }[] {
  const where = text.toLowerCase()
  const what = wanted.toLowerCase()
  const ranges: { from: number; to: number }[] = []
  // Some letters change length when lowered; a marked line must still line up with its text.
  if (where.length !== text.length) return ranges
  for (let from = where.indexOf(what); from >= 0 && ranges.length < 200; from = where.indexOf(what, from + what.length)) {
    ranges.push({ from, to: from + what.length })
  }
  return ranges
}

export const lineMatches = (line: LogLine, wanted: string): boolean =>
  line.text.toLowerCase().includes(wanted.toLowerCase())
