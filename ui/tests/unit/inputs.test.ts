import { describe, expect, it } from 'vitest'
import { areaUnder, readConfusion, readRoc } from '../../src/lib/classification'
import { inputsOf, parseAll, parseInput, type InputType, type PipelineInput } from '../../src/lib/inputs'
import { findJsonError } from '../../src/lib/jsonError'
import { LogBuffer, markMatches } from '../../src/lib/logBuffer'
import { viewerOf } from '../../src/lib/viewer'

const input = (type: InputType, extra: Partial<PipelineInput> = {}): PipelineInput => ({
  name: 'x',
  type,
  description: undefined,
  fallback: undefined,
  required: true,
  literals: [],
  ...extra,
})

describe('inputsOf', () => {
  it('reads the root, with or without a platform spec, and old types', () => {
    const root = {
      inputDefinitions: { parameters: { n: { type: 'INT' }, o: { parameterType: 'STRUCT', isOptional: true } } },
    }
    for (const spec of [{ root }, { pipeline_spec: { root }, platform_spec: {} }]) {
      expect(inputsOf(spec)).toMatchObject([
        { name: 'n', type: 'NUMBER_INTEGER', required: true },
        { name: 'o', type: 'STRUCT', required: false },
      ])
    }
    expect(inputsOf(undefined)).toEqual([])
  })
})

describe('parseInput', () => {
  it.each<[InputType, string, unknown]>([
    ['NUMBER_INTEGER', ' 42 ', 42],
    ['NUMBER_DOUBLE', '1e-3', 0.001],
    ['BOOLEAN', 'false', false],
    ['LIST', '[1, "a"]', [1, 'a']],
    ['STRUCT', '{"a": 0}', { a: 0 }],
    ['STRING', ' kept as typed ', ' kept as typed '],
  ])('%s reads %j', (type, text, value) => expect(parseInput(input(type), text)).toEqual({ ok: true, value }))

  it.each<[InputType, string, RegExp]>([
    ['NUMBER_INTEGER', '4.5', /whole number/],
    ['NUMBER_DOUBLE', 'fast', /not a number/],
    ['LIST', '{}', /list is expected/],
    ['STRUCT', '[1]', /object is expected/],
    ['LIST', '[1,\n 2,,]', /Line 2, column 4: a value is expected/],
    ['STRING', '', /needs a value/],
  ])('%s refuses %j', (type, text, words) => {
    const parsed = parseInput(input(type), text)
    expect(parsed.ok ? '' : parsed.error).toMatch(words)
  })

  it('keeps defaults of zero, false and the empty string', () => {
    const inputs = [
      { ...input('NUMBER_INTEGER', { fallback: 0 }), name: 'zero' },
      { ...input('BOOLEAN', { fallback: false }), name: 'no' },
      { ...input('STRING', { fallback: '' }), name: 'blank' },
      { ...input('STRING', { required: false }), name: 'optional' },
    ]
    expect(parseAll(inputs, {})).toEqual({ values: { zero: 0, no: false, blank: '' }, errors: {} })
  })

  it('allows only the literals', () => {
    const one = input('NUMBER_INTEGER', { literals: [1, 2] })
    expect(parseInput(one, '2')).toEqual({ ok: true, value: 2 })
    expect(parseInput(one, '3').ok).toBe(false)
  })
})

describe('findJsonError', () => {
  it.each(['[]', ' {"a": [1, -2.5e3, "x\\n\\u00e4", true, null]} ', '0', '"a"'])('accepts %j', (text) => {
    expect(findJsonError(text)).toBeUndefined()
  })

  it.each([
    ['{"a" 1}', 1, 6, '“:”'],
    ['[1 2]', 1, 4, '“,” or “]”'],
    ["{'a': 1}", 1, 2, 'a name in double quotes'],
    ['{"a": 1,\n}', 2, 1, 'a name in double quotes'],
    ['[1] x', 1, 5, 'the end'],
    ['', 1, 1, 'a value'],
    ['["open', 1, 2, 'a closing quote, and \\ escapes inside'],
  ])('%j', (text, line, column, expected) => expect(findJsonError(text)).toEqual({ line, column, expected }))

  it('agrees with the engine about what is JSON', () => {
    const pieces = ['[', ']', '{', '}', '"a"', ':', ',', '1', 'null', ' ']
    let seed = 7
    for (let round = 0; round < 3000; round++) {
      let text = ''
      for (let i = 0; i < 1 + (round % 9); i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648
        text += pieces[seed % pieces.length]
      }
      let valid = true
      try {
        JSON.parse(text)
      } catch {
        valid = false
      }
      expect(findJsonError(text) === undefined, text).toBe(valid)
    }
  })
})

describe('LogBuffer', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  it('joins lines and letters that chunks cut apart', () => {
    const buffer = new LogBuffer()
    for (const byte of bytes('grüß\nGott')) buffer.append(new Uint8Array([byte]))
    expect(buffer.lines.map((line) => line.text)).toEqual(['grüß', 'Gott'])
  })

  it('leaves out the half line when it begins amid a log', () => {
    const buffer = new LogBuffer({ partial: true })
    buffer.append(bytes('lf a line\nwhole\n'))
    expect(buffer.lines.map((line) => line.text)).toEqual(['whole'])
  })

  it('holds the newest lines and counts the others', () => {
    const buffer = new LogBuffer({ limit: 3 })
    buffer.append(bytes('1\n2\n3\n4\n5\n'))
    expect(buffer.lines.map((line) => line.text)).toEqual(['3', '4', '5'])
    expect(buffer.dropped).toBe(2)
    expect(buffer.lines[0]?.id).toBe(3)
  })

  it('carries a colour from line to line', () => {
    const buffer = new LogBuffer()
    buffer.append(bytes('\u001b[31mred\nstill\u001b[0m not\n'))
    expect(buffer.lines[1]?.spans).toEqual([{ text: 'still', fg: 'red' }, { text: ' not' }])
  })
})

describe('markMatches', () => {
  it('marks across colours without losing them', () => {
    const spans = [{ text: 'an er', fg: 'red' }, { text: 'ror here' }]
    expect(markMatches(spans, 'an error here', 'ERROR')).toEqual([
      { text: 'an ', fg: 'red', match: false },
      { text: 'er', fg: 'red', match: true },
      { text: 'ror', match: true },
      { text: ' here', match: false },
    ])
  })
})

describe('classification metrics', () => {
  const matrix = { annotationSpecs: [{ displayName: 'a' }, { displayName: 'b' }], rows: [{ row: [3, 1] }, { row: [0, 4] }] }
  const points = [
    { confidenceThreshold: 0, falsePositiveRate: 1, recall: 1 },
    { confidenceThreshold: 1, falsePositiveRate: 0, recall: 0 },
  ]

  it('reads both the bare and the wrapped form', () => {
    for (const confusionMatrix of [matrix, { struct: matrix }]) {
      expect(readConfusion({ confusionMatrix })?.rows).toEqual([[3, 1], [0, 4]])
    }
    for (const confidenceMetrics of [points, { list: points }]) {
      expect(readRoc({ confidenceMetrics })?.map((point) => point.falsePositiveRate)).toEqual([0, 1])
    }
  })

  it('refuses what is not square or not numbers', () => {
    expect(readConfusion({ confusionMatrix: { ...matrix, rows: [{ row: [1] }] } })).toBeUndefined()
    expect(readRoc({ confidenceMetrics: [{ recall: 'x' }] })).toBeUndefined()
    expect(readConfusion(undefined)).toBeUndefined()
  })

  it('knows that guessing has an area of one half', () => {
    expect(areaUnder(readRoc({ confidenceMetrics: points }) ?? [])).toBeCloseTo(0.5)
  })
})

describe('viewerOf', () => {
  it('trusts the KFP type, then the content type, then the name', () => {
    expect(viewerOf('system.HTML', 'text/plain', 'x')).toBe('html')
    expect(viewerOf('system.Artifact', 'image/png', 'x.txt')).toBe('image')
    expect(viewerOf('system.Dataset', 'application/octet-stream', 's3://b/data.csv')).toBe('table')
    expect(viewerOf('system.Artifact', undefined, 'x')).toBe('text')
  })
})
