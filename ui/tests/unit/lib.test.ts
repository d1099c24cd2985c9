import { describe, expect, it } from 'vitest'
import { parseAnsi, stripAnsi } from '../../src/lib/ansi'
import { parseCsv } from '../../src/lib/csv'
import { elapsed, formatAgo, formatDuration, formatTicking, instant } from '../../src/lib/duration'
import { shownState } from '../../src/lib/state'
import { formatBytes, formatNumber } from '../../src/lib/text'

const ESC = '\u001b'

describe('parseAnsi', () => {
  it('reads colours and carries them to the next line', () => {
    const first = parseAnsi(`ok ${ESC}[1;31mbad`)
    expect(first.spans).toEqual([{ text: 'ok ' }, { text: 'bad', bold: true, fg: 'red' }])
    expect(parseAnsi(`still${ESC}[0m fine`, first.end).spans).toEqual([
      { text: 'still', bold: true, fg: 'red' },
      { text: ' fine' },
    ])
  })

  it('maps 256 and true colours to the palette', () => {
    expect(parseAnsi(`${ESC}[38;5;9mx`).spans[0]?.fg).toBe('bright-red')
    expect(parseAnsi(`${ESC}[38;5;46mx`).spans[0]?.fg).toBe('bright-green')
    expect(parseAnsi(`${ESC}[38;2;10;20;200mx`).spans[0]?.fg).toBe('blue')
    expect(parseAnsi(`${ESC}[48;5;240mx`).spans[0]?.bg).toBe('bright-black')
  })

  it('drops cursor moves, titles, links and control characters', () => {
    const line = `${ESC}[2K${ESC}[1A${ESC}]0;title\u0007a${ESC}]8;;http://x${ESC}\\b\u0008c`
    expect(parseAnsi(line).spans.map((span) => span.text).join('')).toBe('abc')
    expect(stripAnsi(line)).toBe('abc')
  })

  it('shows only the last writing of a progress bar', () => {
    expect(stripAnsi(' 10%|#    |\r 50%|###  |\r100%|#####|\r')).toBe('100%|#####|')
  })

  it('never makes markup of text', () => {
    expect(parseAnsi('<img src=x onerror=alert(1)>').spans).toEqual([{ text: '<img src=x onerror=alert(1)>' }])
  })

  it('survives broken and endless sequences', () => {
    expect(stripAnsi(`${ESC}[`)).toBe('[')
    expect(parseAnsi(`${ESC}[38;5m`).spans).toEqual([{ text: '' }])
    expect(parseAnsi(`${ESC}[999;;;31mx`).spans[0]?.fg).toBe('red')
  })
})

describe('durations', () => {
  it.each([
    [-5, '0 ms'],
    [340, '340 ms'],
    [1234, '1.2 s'],
    [12_400, '12 s'],
    [59_960, '1 min 00 s'],
    [60_000, '1 min 00 s'],
    [250_000, '4 min 10 s'],
    [7_500_000, '2 h 05 min'],
    [273_600_000, '3 d 4 h'],
  ])('%i ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

  it('ticks in whole seconds', () => expect(formatTicking(9_900)).toBe('9 s'))

  it('takes the unset times of KFP for absent', () => {
    expect(instant('1970-01-01T00:00:00Z')).toBeUndefined()
    expect(instant('0001-01-01T00:00:00Z')).toBeUndefined()
    expect(instant('rubbish')).toBeUndefined()
    expect(instant('2026-01-01T00:00:00Z')).toBe(Date.UTC(2026, 0, 1))
  })

  it('runs on until the end is known', () => {
    const start = '2026-01-01T00:00:00Z'
    expect(elapsed(start, undefined, Date.UTC(2026, 0, 1, 0, 0, 9))).toBe(9000)
    expect(elapsed(start, '2026-01-01T00:00:03Z', Date.UTC(2027, 0, 1))).toBe(3000)
    expect(elapsed(undefined, undefined, 0)).toBeUndefined()
  })

  it('says how long ago', () => {
    const now = Date.UTC(2026, 5, 1)
    expect(formatAgo(now - 3_000, now)).toBe('just now')
    expect(formatAgo(now - 90_000, now)).toBe('1 min ago')
    expect(formatAgo(now - 3 * 86_400_000, now)).toBe('3 d ago')
  })
})

describe('parseCsv', () => {
  it('reads quotes, doubled quotes and line breaks inside of them', () => {
    expect(parseCsv('a,b\r\n"x, y","say ""hi""\nthere"\n').rows).toEqual([['x, y', 'say "hi"\nthere']])
  })

  it('guesses tabs and counts what it leaves out', () => {
    const table = parseCsv(`h1\th2\n${'1\t2\n'.repeat(10)}`, 3)
    expect(table.header).toEqual(['h1', 'h2'])
    expect(table.rows).toHaveLength(3)
    expect(table.more).toBe(7)
  })
})

describe('numbers', () => {
  it.each([
    [0.943_217, '0.94322'],
    [12, '12'],
    [1_234_567, '1,234,567'],
    [0.000_012_345, '1.234e-5'],
  ])('%d reads %s', (value, text) => expect(formatNumber(value)).toBe(text))

  it('says bytes for people', () => {
    expect([0, 999, 1400, 41_000_000].map((bytes) => formatBytes(bytes))).toEqual(['0 B', '999 B', '1.4 kB', '41 MB'])
    expect(formatBytes(undefined)).toBe('')
  })
})

describe('shownState', () => {
  const run = { run_id: 'r', display_name: 'r' }
  it('sees that a run was cancelled though KFP calls it failed', () => {
    expect(shownState({ ...run, state: 'FAILED', state_history: [{ state: 'CANCELING' }, { state: 'FAILED' }] })).toBe(
      'CANCELED',
    )
    expect(shownState({ ...run, state: 'FAILED', error: { message: 'cancelled by ana' } })).toBe('CANCELED')
    expect(shownState({ ...run, state: 'FAILED', state_history: [{ state: 'RUNNING' }, { state: 'FAILED' }] })).toBe(
      'FAILED',
    )
  })
})
