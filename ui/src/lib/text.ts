import type { Json } from '../api/types'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes for people: "812 B", "1.4 kB", "41 MB" (powers of 1000). */
export function formatBytes(bytes: number | string | undefined): string {
  const value = Number(bytes)
  if (bytes === undefined || bytes === '' || !Number.isFinite(value) || value < 0) return ''
  let rest = value
  let unit = 0
  while (rest >= 999.5 && unit < UNITS.length - 1) {
    rest /= 1000
    unit++
  }
  return `${unit === 0 || rest >= 10 ? Math.round(rest) : rest.toFixed(1)} ${UNITS[unit]}`
}

/** A metric's number: enough digits to compare, no noise. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString('en-US')
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(3)
  return String(Number(value.toPrecision(size >= 1000 ? 8 : 5)))
}

export const formatCount = (count: number): string => count.toLocaleString('en-US')

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** A value on one line: strings bare, the rest as JSON. */
export function inlineJson(value: Json | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** A value at full length: containers indented. */
export function prettyJson(value: Json | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '')
}

/** "Run of census-income 7f3a": a proposal no two clicks share. */
export function proposeName(base: string, now = Date.now()): string {
  return `${base} ${now.toString(36).slice(-4)}`
}

export const shortId = (id: string): string => (id.length > 12 ? id.slice(0, 8) : id)
