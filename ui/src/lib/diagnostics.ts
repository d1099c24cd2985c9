/** One remark of the server about a document: where, what, and what to do. */
export interface Diagnostic {
  line: number | undefined
  column: number | undefined
  severity: 'error' | 'warning'
  code: string | undefined
  message: string
  hint: string | undefined
  file: string | undefined
}

const LISTS = ['diagnostics', 'problems', 'errors', 'details'] as const
const TEXTS = ['error_details', 'error_message', 'message', 'error'] as const
/** `file.yaml:12:5: error[code]: words`, every part before the words optional but the line. */
const LINE = /^(?:(.*?):)?(\d+):(\d+)(?::|\s+-)?\s*(?:(error|warning)\b)?\s*(?:\[([\w.-]+)\])?:?\s*(.*)$/i
const IN_WORDS = /\bline (\d+)(?:,? col(?:umn)? (\d+))?/i

/**
 * Finds the diagnostics in an error answer. Structured lists are preferred; else each line of text that names
 * a place counts. Never throws: what cannot be understood simply isn't listed.
 */
export function parseDiagnostics(body: unknown): Diagnostic[] {
  if (typeof body === 'string') return fromText(body)
  if (body === null || typeof body !== 'object') return []
  const object = body as Record<string, unknown>
  for (const name of LISTS) {
    const found = fromList(object[name])
    if (found.length > 0) return found
  }
  for (const name of TEXTS) {
    const value = object[name]
    const found = typeof value === 'string' ? fromText(value) : []
    if (found.length > 0) return found
  }
  return []
}

function fromList(value: unknown): Diagnostic[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    if (entry === null || typeof entry !== 'object') return []
    const item = entry as Record<string, unknown>
    const nested = fromList(item.diagnostics)
    if (nested.length > 0) return nested
    const place = (item.span ?? item.location ?? item) as Record<string, unknown>
    const message = item.message
    if (typeof message !== 'string' || (number(place.line) === undefined && item.severity === undefined)) return []
    return [
      {
        line: number(place.line),
        column: number(place.column),
        severity: String(item.severity).toLowerCase() === 'warning' ? 'warning' : 'error',
        code: string(item.code),
        message,
        hint: string(item.hint),
        file: string(place.file) ?? string(item.file),
      } satisfies Diagnostic,
    ]
  })
}

function fromText(text: string): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    const last = found.at(-1)
    const hint = /^(?:hint|help|fix|try)\s*[:=]\s*(.+)$/i.exec(line)
    if (hint && last) {
      last.hint = hint[1]
      continue
    }
    const one = fromLine(line)
    if (one) found.push(one)
  }
  return found
}

function fromLine(line: string): Diagnostic | undefined {
  const match = LINE.exec(line)
  if (match) {
    return {
      file: match[1]?.trim() || undefined,
      line: Number(match[2]),
      column: Number(match[3]),
      severity: match[4]?.toLowerCase() === 'warning' ? 'warning' : 'error',
      code: match[5],
      message: match[6] || line,
      hint: undefined,
    }
  }
  const words = IN_WORDS.exec(line)
  if (!words) return undefined
  return {
    file: undefined,
    line: Number(words[1]),
    column: words[2] ? Number(words[2]) : undefined,
    severity: 'error',
    code: undefined,
    message: line,
    hint: undefined,
  }
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
