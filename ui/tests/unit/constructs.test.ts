import { describe, expect, it } from 'vitest'
import type { Json, StaticGraph } from '../../src/api/types'
import { nearestPoint, readRoc, readSlices } from '../../src/lib/classification'
import { conditionWords } from '../../src/lib/condition'
import { keyError, nameError } from '../../src/lib/dataNames'
import { declaredAt, iterationAround, iterationOf, placesTo } from '../../src/lib/paths'
import { changedParameters, startingPoints } from '../../src/lib/rerun'
import { shellCommand } from '../../src/lib/shellCommand'
import { statesOfLoop } from '../../src/lib/state'
import { guessText, pictureType } from '../../src/lib/viewer'

const graph: StaticGraph = {
  root: 'root',
  scopes: {
    root: {
      tasks: [
        { key: 'last', kind: 'CONTAINER', depends_on: ['outer', 'scope'] },
        { key: 'outer', display_name: 'for each region', kind: 'LOOP', component: 'comp-outer', loop: true },
        { key: 'scope', kind: 'SCOPE', component: 'comp-scope' },
      ],
    },
    'comp-outer': { tasks: [{ key: 'inner', kind: 'LOOP', component: 'comp-inner', loop: true }] },
    'comp-inner': { tasks: [{ key: 'step', kind: 'CONTAINER' }] },
    'comp-scope': { tasks: [{ key: 'child', kind: 'CONTAINER' }] },
  },
}

describe('paths', () => {
  it('tells iterations from other paths', () => {
    expect(iterationOf('a/b[12]')).toEqual({ loop: 'a/b', index: 12 })
    expect(iterationOf('a[1]/b')).toBeUndefined()
    expect(iterationAround('a[1]/b/c')).toBe('a[1]')
    expect(iterationAround('a[1]/b[2]')).toBe('a[1]/b[2]')
    expect(iterationAround('a/b')).toBeUndefined()
    expect(iterationAround(undefined)).toBeUndefined()
  })

  it('names every place on the way into nested loops', () => {
    expect(placesTo('outer[3]/inner[0]', graph)).toEqual([
      { path: 'outer', label: 'for each region', kind: 'loop' },
      { path: 'outer[3]', label: '#3', kind: 'iteration' },
      { path: 'outer[3]/inner', label: 'inner', kind: 'loop' },
      { path: 'outer[3]/inner[0]', label: '#0', kind: 'iteration' },
    ])
  })

  it('finds the declaration behind a path, and nothing behind a strange one', () => {
    expect(declaredAt('outer[3]/inner[0]/step', graph)?.key).toBe('step')
    expect(declaredAt('outer[3]/ghost/step', graph)).toBeUndefined()
    expect(declaredAt('outer', undefined)).toBeUndefined()
  })
})

describe('statesOfLoop', () => {
  const counts = { total: 10, succeeded: 4, failed: 1, running: 2 }

  it('takes the rest for waiting while the loop runs and for skipped when it is over', () => {
    expect(statesOfLoop(counts, 'RUNNING')).toMatchObject({ PENDING: 3 })
    expect(statesOfLoop(counts, 'FAILED')).toMatchObject({ SKIPPED: 3 })
    expect(statesOfLoop(counts, 'CANCELED')).toMatchObject({ CANCELED: 3 })
  })

  it('never counts below nothing', () => {
    expect(statesOfLoop({ ...counts, total: 5 }, 'RUNNING')).toMatchObject({ PENDING: 0 })
  })
})

describe('conditionWords', () => {
  it('leaves out what the compiler wraps around names', () => {
    expect(conditionWords("inputs.parameter_values['pipelinechannel--flip-Output'] == 'heads'")).toBe("flip-Output == 'heads'")
    expect(conditionWords("!(int(inputs.parameter_values['pipelinechannel--n']) > 3) && true")).toBe('!(n > 3) && true')
  })

  it('keeps what it does not know', () => {
    expect(conditionWords('size(inputs.x) > 2')).toBe('size(inputs.x) > 2')
  })
})

describe('shellCommand', () => {
  it('quotes what a shell would take apart', () => {
    expect(shellCommand('r-1', 'for-loop-1[3]/train')).toBe("penstock shell r-1 'for-loop-1[3]/train'")
    expect(shellCommand('r-1', "it's", 2)).toBe("penstock shell r-1 'it'\\''s' --attempt 2")
  })
})

describe('re-running', () => {
  it('offers producers first, scopes with their inside, loops whole', () => {
    expect(startingPoints(graph).map((point) => `${' '.repeat(point.depth)}${point.path}`)).toEqual(['outer', 'scope', ' scope/child', 'last'])
  })

  it('comes to an end where components hold each other', () => {
    const ring: StaticGraph = { root: 'a', scopes: { a: { tasks: [{ key: 'x', kind: 'SCOPE', component: 'a', depends_on: ['y'] }, { key: 'y', kind: 'SCOPE', component: 'a', depends_on: ['x'] }] } } }
    expect(startingPoints(ring).length).toBeLessThanOrEqual(2000)
  })

  it('sends only the parameters that differ', () => {
    const input = (name: string, fallback: Json | undefined) => ({ name, fallback, type: 'STRING' as const, description: undefined, required: false, literals: [] })
    const inputs = [input('a', 1), input('b', undefined), input('c', 'x'), input('d', 'x')]
    expect(changedParameters({ a: 1, b: [2], c: 'x', d: 'y' }, { a: 1, b: [3] }, inputs)).toEqual({ b: [2], d: 'y' })
  })
})

describe('names of secrets and config maps', () => {
  it('are those that Kubernetes allows', () => {
    expect(nameError('my-secret.v2')).toBeUndefined()
    for (const wrong of ['', 'My', '-a', 'a_b', 'a'.repeat(254)]) expect(nameError(wrong)).toBeDefined()
  })

  it('hold keys once each', () => {
    expect(keyError(['a.b_C-1'], 0)).toBeUndefined()
    expect(keyError(['a', 'a'], 1)).toBe('This key is there twice.')
    expect(keyError(['a/b'], 0)).toBeDefined()
    expect(keyError([''], 0)).toBeDefined()
  })
})

describe('previews', () => {
  it('guess JSON and tables from text that nobody named', () => {
    expect(guessText('{"a": [1]}')).toBe('json')
    expect(guessText('{ not json')).toBe('text')
    expect(guessText('a,b\n1,"x, y"\n2,z\n')).toBe('table')
    expect(guessText('a\tb\n1\t2')).toBe('table')
    expect(guessText('Hello, you\nand, you, too')).toBe('text')
    expect(guessText('one line, only')).toBe('text')
    expect(guessText('')).toBe('text')
  })

  it('know pictures by their first bytes', () => {
    expect(pictureType('iVBORw0KGgoAAAANSUhEUg')).toBe('image/png')
    expect(pictureType('AAECAw==')).toBeUndefined()
  })
})

describe('slices', () => {
  const point = (rate: number) => ({ confidenceThreshold: 1 - rate, falsePositiveRate: rate, recall: rate })

  it('are read each by itself, those without anything to show left out', () => {
    const slices = readSlices({ evaluationSlices: [{ slice: 'all', sliceClassificationMetrics: { confidenceMetrics: [point(0), point(1)] } }, { slice: 'none' }, 7] })
    expect(slices.map((slice) => [slice.name, slice.roc?.length])).toEqual([['all', 2]])
    expect(readSlices({ evaluationSlices: 'no list' })).toEqual([])
    expect(readSlices(undefined)).toEqual([])
  })

  it('have curves to read at any rate', () => {
    const roc = readRoc({ confidenceMetrics: [point(0), point(0.4), point(1)] })
    expect(nearestPoint(roc ?? [], 0.5)?.threshold).toBeCloseTo(0.6)
    expect(nearestPoint([], 0.5)).toBeUndefined()
  })
})
