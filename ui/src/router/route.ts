/** Every page this app knows, with what its address says. */
export type Route =
  | { page: 'runs'; archived: boolean; query: Query }
  | { page: 'run'; runId: string; executionId: string | undefined; query: Query }
  | { page: 'new-run'; query: Query }
  | { page: 'pipelines'; query: Query }
  | { page: 'pipeline'; pipelineId: string; versionId: string | undefined; query: Query }
  | { page: 'upload'; query: Query }
  | { page: 'experiments'; query: Query }
  | { page: 'experiment'; experimentId: string; query: Query }
  | { page: 'schedules'; query: Query }
  | { page: 'schedule'; scheduleId: string; query: Query }
  | { page: 'cache'; query: Query }
  | { page: 'secrets'; query: Query }
  | { page: 'volumes'; query: Query }
  | { page: 'storage'; query: Query }
  | { page: 'compare'; runIds: string[]; query: Query }
  | { page: 'start'; query: Query }
  | { page: 'later'; name: string; query: Query }
  | { page: 'not-found'; path: string; query: Query }

export type Query = Readonly<Record<string, string>>

type Make = (ids: string[], query: Query) => Route

/** KFP's own shapes (SDKs print them, mails and notebooks hold them) come first; `:` stands for one segment. */
const PATTERNS: [string, Make][] = [
  ['', (_, query) => ({ page: 'runs', archived: false, query })],
  ['runs', (_, query) => ({ page: 'runs', archived: false, query })],
  ['archive/runs', (_, query) => ({ page: 'runs', archived: true, query })],
  ['runs/new', (_, query) => ({ page: 'new-run', query })],
  ['runs/details/:', ([runId = ''], query) => ({ page: 'run', runId, executionId: undefined, query })],
  [
    'runs/details/:/execution/:',
    ([runId = '', executionId], query) => ({ page: 'run', runId, executionId, query }),
  ],
  ['namespaces/:/runs/:', ([, runId = ''], query) => ({ page: 'run', runId, executionId: undefined, query })],
  ['pipelines', (_, query) => ({ page: 'pipelines', query })],
  ['shared/pipelines', (_, query) => ({ page: 'pipelines', query })],
  ['pipelines/details/:', ([pipelineId = ''], query) => ({ page: 'pipeline', pipelineId, versionId: undefined, query })],
  [
    'pipelines/details/:/version',
    ([pipelineId = ''], query) => ({ page: 'pipeline', pipelineId, versionId: undefined, query }),
  ],
  [
    'pipelines/details/:/version/:',
    ([pipelineId = '', versionId], query) => ({ page: 'pipeline', pipelineId, versionId, query }),
  ],
  ['pipeline_versions/new', (_, query) => ({ page: 'upload', query })],
  ['experiments', (_, query) => ({ page: 'experiments', query })],
  ['experiments/details/:', ([experimentId = ''], query) => ({ page: 'experiment', experimentId, query })],
  ['start', (_, query) => ({ page: 'start', query })],
  ['recurringruns', (_, query) => ({ page: 'schedules', query })],
  ['recurringrun/details/:', ([scheduleId = ''], query) => ({ page: 'schedule', scheduleId, query })],
  ['schedules', (_, query) => ({ page: 'schedules', query })],
  ['experiments/new', (_, query) => ({ page: 'later', name: 'The experiment form', query })],
  ['archive/experiments', (_, query) => ({ page: 'later', name: 'Archived experiments', query })],
  ['compare', (_, query) => ({ page: 'compare', runIds: listOf(query.runlist), query })],
  ['cache', (_, query) => ({ page: 'cache', query })],
  ['secrets', (_, query) => ({ page: 'secrets', query })],
  ['volumes', (_, query) => ({ page: 'volumes', query })],
  ['storage', (_, query) => ({ page: 'storage', query })],
  ['artifacts', (_, query) => ({ page: 'later', name: 'The artifact catalogue', query })],
  ['artifacts/:', (_, query) => ({ page: 'later', name: 'The artifact catalogue', query })],
  ['artifacts/:/lineage', (_, query) => ({ page: 'later', name: 'The artifact catalogue', query })],
  ['executions', (_, query) => ({ page: 'later', name: 'The list of executions', query })],
  ['executions/:', (_, query) => ({ page: 'later', name: 'The list of executions', query })],
]

/** Reads a location hash such as `#/runs/details/ID?node=root/train`. Never throws; a strange one is `not-found`. */
export function parseHash(hash: string): Route {
  const raw = hash.replace(/^#/, '')
  const mark = raw.indexOf('?')
  const path = mark < 0 ? raw : raw.slice(0, mark)
  const query = parseQuery(mark < 0 ? '' : raw.slice(mark + 1))
  const segments = path.split('/').filter((segment) => segment !== '')
  for (const [pattern, make] of PATTERNS) {
    const ids = matchPattern(pattern === '' ? [] : pattern.split('/'), segments)
    if (ids) return make(ids, query)
  }
  return { page: 'not-found', path, query }
}

const listOf = (text = ''): string[] => [...new Set(text.split(',').filter((one) => one !== ''))]

function matchPattern(pattern: string[], segments: string[]): string[] | undefined {
  if (pattern.length !== segments.length) return undefined
  const ids: string[] = []
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? ''
    if (part === ':') ids.push(decode(segment))
    else if (part !== segment) return undefined
  }
  return ids
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

export function parseQuery(text: string): Query {
  return Object.fromEntries(new URLSearchParams(text))
}

/** Builds a hash; empty and undefined values vanish from the query, slashes in values stay readable. */
export function hashOf(path: string, query: Record<string, string | undefined> = {}): string {
  const parts = Object.entries(query)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value).replaceAll('%2F', '/')}`)
  return `#${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`
}

const segment = encodeURIComponent

export const links = {
  runs: (query: Record<string, string | undefined> = {}) => hashOf('/runs', query),
  archivedRuns: () => hashOf('/archive/runs'),
  run: (runId: string, query: Record<string, string | undefined> = {}) =>
    hashOf(`/runs/details/${segment(runId)}`, query),
  execution: (runId: string, taskId: string) => hashOf(`/runs/details/${segment(runId)}/execution/${segment(taskId)}`),
  newRun: (query: Record<string, string | undefined> = {}) => hashOf('/runs/new', query),
  pipelines: () => hashOf('/pipelines'),
  pipeline: (pipelineId: string, versionId?: string, query: Record<string, string | undefined> = {}) =>
    hashOf(
      `/pipelines/details/${segment(pipelineId)}${versionId ? `/version/${segment(versionId)}` : ''}`,
      query,
    ),
  upload: (pipelineId?: string) => hashOf('/pipeline_versions/new', { pipelineId }),
  experiments: () => hashOf('/experiments'),
  experiment: (experimentId: string) => hashOf(`/experiments/details/${segment(experimentId)}`),
  schedules: () => hashOf('/recurringruns'),
  schedule: (scheduleId: string) => hashOf(`/recurringrun/details/${segment(scheduleId)}`),
  start: () => hashOf('/start'),
  cache: (query: Record<string, string | undefined> = {}) => hashOf('/cache', query),
  secrets: () => hashOf('/secrets'),
  volumes: () => hashOf('/volumes'),
  storage: () => hashOf('/storage'),
  compare: (runIds: readonly string[]) => hashOf('/compare', { runlist: runIds.join(',') }),
}
