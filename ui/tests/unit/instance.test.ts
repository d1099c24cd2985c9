import { describe, expect, it } from 'vitest'
import type { StaticGraph, TaskRow } from '../../src/api/types'
import { resolveInstances, whereIs } from '../../src/graph/instance'
import { buildScene } from '../../src/graph/scene'
import { RunTree } from '../../src/live/tree'

const graph: StaticGraph = {
  root: 'root',
  scopes: {
    root: {
      tasks: [
        { key: 'prepare', kind: 'CONTAINER' },
        { key: 'each', kind: 'LOOP', component: 'comp-each', depends_on: ['prepare'], loop: true },
      ],
    },
    'comp-each': { tasks: [{ key: 'fit', kind: 'CONTAINER' }] },
  },
}

const row = (path: string, parent: string, key: string, kind: TaskRow['kind'], state: TaskRow['state']): TaskRow => ({
  task_id: path,
  path,
  parent_path: parent,
  key,
  kind,
  state,
})

const rows = [
  row('root/prepare', 'root', 'prepare', 'CONTAINER', 'SUCCEEDED'),
  row('root/each', 'root', 'each', 'LOOP', 'RUNNING'),
  row('root/each[0]', 'root/each', '0', 'ITERATION', 'SUCCEEDED'),
  row('root/each[0]/fit', 'root/each[0]', 'fit', 'CONTAINER', 'SUCCEEDED'),
  row('root/each[1]', 'root/each', '1', 'ITERATION', 'RUNNING'),
  row('root/each[1]/fit', 'root/each[1]', 'fit', 'CONTAINER', 'RUNNING'),
]
const tree = new RunTree(new Map(rows.map((one) => [one.path, one])))
const scene = buildScene(graph, new Set(['each']))

describe('resolveInstances', () => {
  it('shows the most telling iteration of a loop', () => {
    expect(resolveInstances(scene, tree, {}).get('each/fit')?.row?.path).toBe('root/each[1]/fit')
  })

  it('shows the chosen iteration', () => {
    const chosen = resolveInstances(scene, tree, { 'root/each': 'root/each[0]' })
    expect(chosen.get('each/fit')?.row?.state).toBe('SUCCEEDED')
  })

  it('gives steps that do not exist yet a path and no row', () => {
    const empty = resolveInstances(scene, new RunTree(new Map()), {})
    expect(empty.get('prepare')).toMatchObject({ path: 'prepare', row: undefined })
    expect(empty.get('each/fit')).toMatchObject({ path: 'each/fit', row: undefined })
  })
})

describe('whereIs', () => {
  it('says what to open for a step inside of a loop', () => {
    expect(whereIs('root/each[0]/fit', tree)).toEqual({
      sid: 'each/fit',
      open: ['each'],
      choice: { 'root/each': 'root/each[0]' },
    })
  })

  it('answers nothing for a path it does not know', () => {
    expect(whereIs('root/ghost', tree)).toEqual({ sid: '', open: [], choice: {} })
  })
})
