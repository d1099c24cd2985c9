/** A stretch of one log line with one style. Colours are palette names, never markup. */
export interface Span {
  text: string
  fg?: string
  bg?: string
  bold?: boolean
  dim?: boolean
  italic?: boolean
  underline?: boolean
}

export type Style = Omit<Span, 'text'>

export const PALETTE = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

// CSI sequences (colours, cursor moves), OSC (titles, links) up to their end, and two-byte escapes.
// oxlint-disable-next-line no-control-regex
const ESCAPE = /\u001b(?:\[([0-9;:]*)([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/**
 * Reads one line of terminal output. Colours survive, everything else a terminal would obey is dropped; the style in
 * force at the end is answered too, since it carries on to the next line.
 */
export function parseAnsi(line: string, start: Style = {}): { spans: Span[]; end: Style } {
  const shown = lastRewrite(line)
  if (!shown.includes('\u001b')) return { spans: [{ text: clean(shown), ...start }], end: start }
  const spans: Span[] = []
  let style = start
  let from = 0
  const push = (text: string) => {
    const cleaned = clean(text)
    if (cleaned !== '') spans.push({ text: cleaned, ...style })
  }
  for (const match of shown.matchAll(ESCAPE)) {
    push(shown.slice(from, match.index))
    from = match.index + match[0].length
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '')
  }
  push(shown.slice(from))
  return { spans: spans.length > 0 ? spans : [{ text: '' }], end: style }
}

/** The line as plain text, for searching and copying. */
export function stripAnsi(line: string): string {
  return clean(lastRewrite(line).replace(ESCAPE, ''))
}

/** A progress bar rewrites its line with carriage returns: what a terminal shows in the end is the last writing. */
function lastRewrite(line: string): string {
  const trimmed = line.replace(/\r+$/, '')
  const at = trimmed.lastIndexOf('\r')
  return at < 0 ? trimmed : trimmed.slice(at + 1)
}

const clean = (text: string): string => text.replace(CONTROL, '')

function applySgr(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)))
  let next: Style = { ...style }
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0
    if (code === 38 || code === 48) {
      const [colour, used] = extended(codes, i + 1)
      if (colour) next = { ...next, [code === 38 ? 'fg' : 'bg']: colour }
      i += used
    } else {
      next = simple(next, code)
    }
  }
  return next
}

function simple(style: Style, code: number): Style {
  const { fg: _fg, ...withoutFg } = style
  const { bg: _bg, ...withoutBg } = style
  if (code === 0) return {}
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 3) return { ...style, italic: true }
  if (code === 4) return { ...style, underline: true }
  if (code === 22) return { ...style, bold: false, dim: false }
  if (code === 23) return { ...style, italic: false }
  if (code === 24) return { ...style, underline: false }
  if (code === 39) return withoutFg
  if (code === 49) return withoutBg
  if (code >= 30 && code <= 37) return { ...style, fg: named(code - 30) }
  if (code >= 90 && code <= 97) return { ...style, fg: `bright-${named(code - 90)}` }
  if (code >= 40 && code <= 47) return { ...style, bg: named(code - 40) }
  if (code >= 100 && code <= 107) return { ...style, bg: `bright-${named(code - 100)}` }
  return style
}

const named = (index: number): string => PALETTE[index] ?? 'white'

/** 256-colour and true-colour codes, brought back to the palette: those names have readable colours in both themes. */
function extended(codes: number[], at: number): [string | undefined, number] {
  if (codes[at] === 5) {
    const n = codes[at + 1] ?? 0
    if (n < 8) return [named(n), 2]
    if (n < 16) return [`bright-${named(n - 8)}`, 2]
    if (n >= 232) return [nearest((n - 232) * 10 + 8, (n - 232) * 10 + 8, (n - 232) * 10 + 8), 2]
    const cube = n - 16
    const level = (digit: number) => (digit === 0 ? 0 : digit * 40 + 55)
    return [nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)), 2]
  }
  if (codes[at] === 2) return [nearest(codes[at + 1] ?? 0, codes[at + 2] ?? 0, codes[at + 3] ?? 0), 4]
  return [undefined, 1]
}

function nearest(r: number, g: number, b: number): string {
  const max = Math.max(r, g, b)
  if (max - Math.min(r, g, b) < 40) return max < 64 ? 'black' : max < 170 ? 'bright-black' : 'white'
  const bit = (value: number) => (value > max * 0.6 ? 1 : 0)
  const name = named(bit(r) + 2 * bit(g) + 4 * bit(b))
  return max > 200 ? `bright-${name}` : name
}
