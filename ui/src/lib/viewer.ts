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
