import { memo, useMemo } from 'react'
import type { Span } from '../lib/ansi'
import { lineMatches, markMatches, type LogLine } from '../lib/logBuffer'

const BLOCK = 200

interface LogLinesProps {
  lines: readonly LogLine[]
  wanted: string
  current: number | undefined
  numbered: boolean
}

/** Lines in blocks: the browser lays out only the blocks in sight, and only the last one changes as the log grows. */
export function LogLines({ lines, wanted, current, numbered }: LogLinesProps) {
  const blocks = useMemo(() => cut(lines), [lines])
  return (
    <>
      {blocks.map((block) => (
        <LogBlock
          key={block.id}
          lines={block.lines}
          signature={`${block.lines[0]?.id}-${block.lines.at(-1)?.id}-${block.lines.at(-1)?.text.length}`}
          wanted={wanted}
          current={block.lines.some((line) => line.id === current) ? current : undefined}
          numbered={numbered}
        />
      ))}
    </>
  )
}

function cut(lines: readonly LogLine[]): { id: number; lines: LogLine[] }[] {
  const blocks: { id: number; lines: LogLine[] }[] = []
  for (const line of lines) {
    const id = Math.floor(line.id / BLOCK)
    const last = blocks.at(-1)
    if (last?.id === id) last.lines.push(line)
    else blocks.push({ id, lines: [line] })
  }
  return blocks
}

interface LogBlockProps {
  lines: readonly LogLine[]
  /** Stands for the lines when comparing. */
  signature: string
  wanted: string
  current: number | undefined
  numbered: boolean
}

const LogBlock = memo(
  function LogBlock({ lines, wanted, current, numbered }: LogBlockProps) {
    return (
      <div className="log-block" style={{ containIntrinsicSize: `auto ${lines.length * 19}px` }}>
        {lines.map((line) => (
          <div
            key={line.id}
            className={`log-line${line.id === current ? ' now' : ''}`}
            data-line={line.id}
            data-n={numbered ? line.id : undefined}
          >
            {pieces(line, wanted)}
          </div>
        ))}
      </div>
    )
  },
  (a, b) => a.signature === b.signature && a.wanted === b.wanted && a.current === b.current && a.numbered === b.numbered,
)

function pieces(line: LogLine, wanted: string) {
  const marked = wanted !== '' && lineMatches(line, wanted)
  if (!marked) return line.spans.map((span, i) => <Piece key={i} span={span} />)
  return markMatches(line.spans, line.text, wanted).map((piece, i) =>
    piece.match ? <mark key={i}>{piece.text}</mark> : <Piece key={i} span={piece} />,
  )
}

function Piece({ span }: { span: Span }) {
  const classes = classesOf(span)
  return classes === '' ? <>{span.text}</> : <span className={classes}>{span.text}</span>
}

function classesOf(span: Span): string {
  const names: string[] = []
  if (span.fg) names.push(`ansi-${span.fg.replace('bright-', '')}`)
  if (span.bg) names.push(`on-${span.bg.replace('bright-', '')}`)
  if (span.bold) names.push('bold')
  if (span.dim) names.push('dim')
  if (span.italic) names.push('italic')
  if (span.underline) names.push('underline')
  return names.join(' ')
}
