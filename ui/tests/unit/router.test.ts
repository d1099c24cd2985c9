import { describe, expect, it } from 'vitest'
import { hashOf, links, parseHash } from '../../src/router/route'

const ID = '7f3a2b10-0000-4000-8000-000000000001'

describe('parseHash', () => {
  it.each([
    [`#/experiments/details/${ID}`, { page: 'experiment', experimentId: ID }],
    [`#/runs/details/${ID}`, { page: 'run', runId: ID }],
    [`#/runs/details/${ID}/execution/42`, { page: 'run', runId: ID, executionId: '42' }],
    [`#/pipelines/details/${ID}`, { page: 'pipeline', pipelineId: ID, versionId: undefined }],
    [`#/pipelines/details/${ID}/version/v2`, { page: 'pipeline', pipelineId: ID, versionId: 'v2' }],
    [`#/pipelines/details/${ID}/version/`, { page: 'pipeline', pipelineId: ID, versionId: undefined }],
    [`#/namespaces/team-a/runs/${ID}`, { page: 'run', runId: ID }],
    ['#/pipelines', { page: 'pipelines' }],
    ['#/runs', { page: 'runs', archived: false }],
    ['#/archive/runs', { page: 'runs', archived: true }],
    ['#/experiments', { page: 'experiments' }],
    ['#/pipeline_versions/new', { page: 'upload' }],
    ['#/runs/new?pipelineId=p', { page: 'new-run', query: { pipelineId: 'p' } }],
    ['', { page: 'runs' }],
    ['#/', { page: 'runs' }],
    ['#/recurringruns', { page: 'schedules' }],
    ['#/schedules', { page: 'schedules' }],
    ['#/recurringrun/details/a-b', { page: 'schedule', scheduleId: 'a-b' }],
    ['#/compare?runlist=a,b', { page: 'compare', runIds: ['a', 'b'], query: { runlist: 'a,b' } }],
    ['#/compare?runlist=a,,a,', { page: 'compare', runIds: ['a'] }],
    ['#/cache?q=flowers', { page: 'cache', query: { q: 'flowers' } }],
    ['#/secrets', { page: 'secrets' }],
    ['#/volumes', { page: 'volumes' }],
    ['#/storage', { page: 'storage' }],
    ['#/nowhere/at/all', { page: 'not-found' }],
  ])('%s', (hash, route) => expect(parseHash(hash)).toMatchObject(route))

  it('reads the selected node with slashes and brackets', () => {
    expect(parseHash('#/runs/details/r?node=root/loop[3]/train&tab=steps').query).toEqual({
      node: 'root/loop[3]/train',
      tab: 'steps',
    })
  })

  it('does not fall over a bad escape', () => {
    expect(parseHash('#/runs/details/%E0%A4%A')).toMatchObject({ page: 'run', runId: '%E0%A4%A' })
  })
})

describe('hashOf', () => {
  it('leaves out what is empty and keeps slashes readable', () => {
    expect(hashOf('/runs', { q: '', state: undefined })).toBe('#/runs')
    expect(links.run('r 1', { node: 'a/b c' })).toBe('#/runs/details/r%201?node=a/b%20c')
  })

  it('survives the round trip', () => {
    const query = { node: 'root/loop[3]/a&b=c', q: '50% + 1 #x' }
    expect(parseHash(hashOf('/runs', query)).query).toEqual(query)
  })
})
