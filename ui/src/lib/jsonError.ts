/** Where and why text is not JSON. Engines word this differently and often tell no place; this reads it itself. */
export interface JsonError {
  line: number
  column: number
  expected: string
}

export function findJsonError(text: string): JsonError | undefined {
  const reader = new Reader(text)
  const expected = reader.document()
  if (expected === undefined) return undefined
  const before = text.slice(0, reader.at)
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n'), expected }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORD = /true|false|null/y
const DEEPEST = 500

/** Each method answers what was expected at `at`, or undefined when all is well. */
class Reader {
  at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  document(): string | undefined {
    const wrong = this.#value(0)
    if (wrong !== undefined) return wrong
    this.#space()
    return this.at < this.#text.length ? 'the end' : undefined
  }

  #value(depth: number): string | undefined {
    this.#space()
    const char = this.#text[this.at]
    if (depth > DEEPEST) return 'less nesting'
    if (char === '[') return this.#items(']', () => this.#value(depth + 1))
    if (char === '{') return this.#items('}', () => this.#member(depth))
    if (char === '"') return this.#take(STRING) ? undefined : 'a closing quote, and \\ escapes inside'
    return this.#take(NUMBER) || this.#take(WORD) ? undefined : 'a value'
  }

  #items(close: string, item: () => string | undefined): string | undefined {
    this.at++
    this.#space()
    if (this.#eat(close)) return undefined
    for (;;) {
      const wrong = item()
      if (wrong !== undefined) return wrong
      this.#space()
      if (this.#eat(close)) return undefined
      if (!this.#eat(',')) return `“,” or “${close}”`
    }
  }

  #member(depth: number): string | undefined {
    this.#space()
    if (!this.#take(STRING)) return 'a name in double quotes'
    this.#space()
    return this.#eat(':') ? this.#value(depth + 1) : '“:”'
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#text[this.at] ?? '')) this.at++
  }

  #eat(char: string): boolean {
    if (this.#text[this.at] !== char) return false
    this.at++
    return true
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.#text)
    if (match) this.at += match[0].length
    return match !== null
  }
}
