import { describe, expect, it } from 'vitest'
import type { RunView, TaskRow } from '../../src/api/types'
import { addOlderRows, EMPTY_FOLD, foldEvent, type RunFold } from '../../src/live/runFold'
import { SseParser } from '../../src/live/sse'
import { firstFailure, nameOf, RunTree } from '../../src/live/tree'

const run = (version: number, state: RunView['state'] = 'RUNNING'): RunView => ({
  run_id: 'r',
  display_name: 'a run',
  state,
  created_at: '2026-01-01T00:00:00Z',
  version,
})

const task = (path: string, state: TaskRow['state'], extra: Partial<TaskRow> = {}): TaskRow => ({
  task_id: path,
  path,
  key: path.split('/').at(-1) ?? path,
  parent_path: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
  kind: 'CONTAINER',
  state,
  ...extra,
})

const fold = (...messages: [string, unknown][]): RunFold =>
  messages.reduce((state, [event, data]) => foldEvent(state, { event, data: JSON.stringify(data) }), EMPTY_FOLD)

describe('SseParser', () => {
  const text = 'retry: 1000\nid: 7\nevent: run\ndata: {"a":\ndata: 1}\n\n: heartbeat\n\nevent: end\r\ndata:\r\n\r\n'

  it('reads messages, joins data lines and keeps the id', () => {
    expect(new SseParser().push(text)).toEqual([
      { event: 'run', data: '{"a":\n1}', id: '7' },
      { event: 'end', data: '', id: '7' },
    ])
  })

  it('reads the same however the chunks are cut', () => {
    const whole = new SseParser().push(text)
    for (let cut = 0; cut <= text.length; cut++) {
      const parser = new SseParser()
      expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))]).toEqual(whole)
    }
    const byOne = new SseParser()
    expect([...text].flatMap((char) => byOne.push(char))).toEqual(whole)
  })
})

describe('foldEvent', () => {
  it('folds the first page and later changes', () => {
    const state = fold(
      ['run', run(1)],
      ['tasks', { tasks: [task('a', 'RUNNING'), task('b', 'PENDING')], complete: true }],
      ['tasks', [task('a', 'SUCCEEDED')]],
      ['run', run(2)],
    )
    expect(state.complete).toBe(true)
    expect(state.run?.version).toBe(2)
    expect([...state.tasks.values()].map((row) => row.state)).toEqual(['SUCCEEDED', 'PENDING'])
  })

  it('keeps the identity of rows that did not change', () => {
    const before = fold(['tasks', { tasks: [task('a', 'RUNNING'), task('b', 'PENDING')], complete: true }])
    const after = foldEvent(before, { event: 'tasks', data: JSON.stringify([task('a', 'FAILED')]) })
    expect(after.tasks.get('b')).toBe(before.tasks.get('b'))
  })

  it('never goes back to an older version of the run', () => {
    expect(fold(['run', run(5, 'SUCCEEDED')], ['run', run(4)]).run?.state).toBe('SUCCEEDED')
  })

  it('ends, with or without a last projection', () => {
    expect(fold(['run', run(1)], ['end', {}])).toMatchObject({ ended: true, run: { version: 1 } })
    expect(fold(['run', run(1)], ['end', run(2, 'FAILED')]).run?.state).toBe('FAILED')
  })

  it('ignores broken data and events it does not know', () => {
    const before = fold(['run', run(1)])
    expect(foldEvent(before, { event: 'run', data: '{' })).toBe(before)
    expect(foldEvent(before, { event: 'weather', data: '{}' })).toBe(before)
  })

  it('lets the stream win over a page that was read beside it', () => {
    const streamed = fold(['tasks', { tasks: [task('a', 'SUCCEEDED')], complete: false }])
    const merged = addOlderRows(streamed, [task('a', 'RUNNING'), task('z', 'PENDING')], true)
    expect(merged.tasks.get('a')?.state).toBe('SUCCEEDED')
    expect(merged.tasks.get('z')?.state).toBe('PENDING')
    expect(merged.complete).toBe(true)
  })
})

describe('RunTree', () => {
  const rows = [
    task('prepare', 'SUCCEEDED', { parent_path: 'root' }),
    task('loop', 'FAILED', { kind: 'LOOP' }),
    task('loop[1]', 'FAILED', { kind: 'ITERATION', parent_path: 'loop', key: '1' }),
    // By its path alone, an iteration's parent is the scope around its loop.
    task('loop[0]', 'SUCCEEDED', { kind: 'ITERATION', parent_path: '', key: 'loop[0]' }),
    task('loop[1]/fit', 'FAILED', { parent_path: 'loop[1]', finished_at: '2026-01-01T00:00:05Z' }),
    task('loop[0]/fit', 'SUCCEEDED', { parent_path: 'loop[0]' }),
  ]
  const tree = new RunTree(new Map(rows.map((row) => [row.path, row])))

  it('finds tasks by scope and key, whatever the root is called', () => {
    expect(tree.byKey('', 'prepare')?.path).toBe('prepare')
    expect(tree.byKey('loop[1]', 'fit')?.path).toBe('loop[1]/fit')
  })

  it('names iterations by their number', () => {
    expect(tree.childrenOf('loop').map(nameOf)).toEqual(['#1', '#0'])
  })

  it('blames the step, not the scope around it', () => {
    expect(firstFailure(tree)?.path).toBe('loop[1]/fit')
  })

  it('walks from the run to a step', () => {
    expect(tree.chainTo('loop[1]/fit').map((row) => row.path)).toEqual(['loop', 'loop[1]', 'loop[1]/fit'])
  })
})
