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
  { ...row('root/each', 'root', 'each', 'LOOP', 'RUNNING'), iterations: { total: 5, succeeded: 1, failed: 0, running: 1 } },
  row('root/each[0]', 'root/each', '0', 'ITERATION', 'SUCCEEDED'),
  row('root/each[0]/fit', 'root/each[0]', 'fit', 'CONTAINER', 'SUCCEEDED'),
  row('root/each[1]', 'root/each', '1', 'ITERATION', 'RUNNING'),
  row('root/each[1]/fit', 'root/each[1]', 'fit', 'CONTAINER', 'RUNNING'),
]
const tree = new RunTree(new Map(rows.map((one) => [one.path, one])))
const scene = buildScene(graph, new Set())
const inside = buildScene({ ...graph, root: 'comp-each' }, new Set())

describe('resolveInstances', () => {
  it('finds the task runs of the run', () => {
    expect(resolveInstances(scene, tree).get('prepare')?.row?.state).toBe('SUCCEEDED')
  })

  it('finds the task runs inside of the iteration that is shown', () => {
    expect(resolveInstances(inside, tree, 'root/each[0]').get('fit')?.row?.path).toBe('root/each[0]/fit')
    expect(resolveInstances(inside, tree, 'root/each[1]').get('fit')?.row?.state).toBe('RUNNING')
  })

  it('shows a loop by its counts, what has not begun as waiting', () => {
    expect(resolveInstances(scene, tree).get('each')?.counts).toEqual({ SUCCEEDED: 1, FAILED: 0, RUNNING: 1, PENDING: 3 })
  })

  it('gives steps that do not exist yet a path and no row', () => {
    const empty = resolveInstances(scene, new RunTree(new Map()))
    expect(empty.get('prepare')).toMatchObject({ path: 'prepare', row: undefined })
    expect(resolveInstances(inside, new RunTree(new Map()), 'each[7]').get('fit')?.path).toBe('each[7]/fit')
  })
})

describe('whereIs', () => {
  it('says where a step inside of a loop is drawn, seen from its iteration', () => {
    const body = new RunTree(new Map(rows.filter((one) => one.path.startsWith('root/each[0]')).map((one) => [one.path, one])))
    expect(whereIs('root/each[0]/fit', body)).toEqual({ sid: 'fit', open: [] })
  })

  it('says which scopes must be open', () => {
    expect(whereIs('root/each[0]/fit', tree)).toEqual({ sid: 'each/fit', open: ['each'] })
  })

  it('answers nothing for a path it does not know', () => {
    expect(whereIs('root/ghost', tree)).toEqual({ sid: '', open: [] })
  })
})
