export type Viewer = 'text' | 'markdown' | 'html' | 'image' | 'json' | 'table'

const BY_ENDING: [RegExp, Viewer][] = [
  [/\.(md|markdown)$/i, 'markdown'],
  [/\.html?$/i, 'html'],
  [/\.(png|jpe?g|gif|webp|svg|bmp|avif)$/i, 'image'],
  [/\.json$/i, 'json'],
  [/\.(csv|tsv)$/i, 'table'],
]

/** Chooses how to show an artifact: by its KFP type, then by the server's content type, then by its name. */
export function viewerOf(type: string, contentType: string | undefined, name: string): Viewer {
  if (type === 'system.Markdown') return 'markdown'
  if (type === 'system.HTML') return 'html'
  const content = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (content.startsWith('image/')) return 'image'
  if (content === 'text/html') return 'html'
  if (content === 'text/markdown') return 'markdown'
  if (content === 'application/json' || content.endsWith('+json')) return 'json'
  if (content === 'text/csv' || content === 'text/tab-separated-values') return 'table'
  return BY_ENDING.find(([ending]) => ending.test(name))?.[1] ?? 'text'
}

const MAGIC: [string, string][] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['Qk', 'image/bmp'],
]

/** The type of a picture by its first bytes, in base64; undefined when they are no picture's. */
export const pictureType = (base64: string): string | undefined => MAGIC.find(([start]) => base64.startsWith(start))?.[1]

const LINES_LOOKED_AT = 12

/** A better guess for text that nobody named: JSON that parses, or lines with the same number of separators. */
export function guessText(text: string): Viewer {
  if (/^\s*[{[]/.test(text) && isJson(text)) return 'json'
  const lines = text.split('\n').slice(0, LINES_LOOKED_AT).filter((line) => line.trim() !== '')
  const even = (separator: string): boolean => {
    const counts = new Set(lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length))
    return counts.size === 1 && !counts.has(1)
  }
  return lines.length > 1 && (even(',') || even('\t')) ? 'table' : 'text'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
