export interface Table {
  header: string[]
  rows: string[][]
  /** Rows that exist in the text but not in `rows`. */
  more: number
}

/** Reads comma- or tab-separated text (RFC 4180 quotes). Keeps at most `limit` rows beyond the header. */
export function parseCsv(text: string, limit = 500): Table {
  const separator = guessSeparator(text)
  const all: string[][] = []
  let count = 0
  let row: string[] = []
  let field = ''
  let quoted = false
  const endField = () => {
    row.push(field)
    field = ''
  }
  const endRow = () => {
    endField()
    if (row.length > 1 || row[0] !== '') {
      if (all.length <= limit) all.push(row)
      count++
    }
    row = []
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (quoted) {
      if (char !== '"') field += char
      else if (text[i + 1] === '"') {
        field += '"'
        i++
      } else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === separator) endField()
    else if (char === '\n') endRow()
    else if (char !== '\r') field += char
  }
  if (field !== '' || row.length > 0) endRow()
  const [header = [], ...rows] = all
  return { header, rows, more: Math.max(0, count - all.length) }
}

function guessSeparator(text: string): string {
  const first = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'))
  const candidates = [',', '\t', ';'] as const
  return candidates.reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best), ',')
}

export const isNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))
