import { getJson, send } from './client'
import type { Experiment, Json, KfpRun, Page, Pipeline, PipelineVersion, State } from './types'

const V2 = '/apis/v2beta1'
const id = encodeURIComponent

interface Predicate {
  operation: 'EQUALS' | 'NOT_EQUALS' | 'IN' | 'IS_SUBSTRING'
  key: string
  string_value?: string
  string_values?: { values: string[] }
}

export interface RunQuery {
  text: string
  states: State[]
  archived: boolean
  experimentId?: string | undefined
  scheduleId?: string | undefined
  pageToken?: string | undefined
  pageSize: number
}

/** KFP decodes the filter once more after the query string, so a `%` or `+` in it must be encoded twice. */
const filterOf = (predicates: Predicate[]): string | undefined =>
  predicates.length === 0 ? undefined : id(JSON.stringify({ predicates }))

export function runFilter(query: Pick<RunQuery, 'text' | 'states' | 'archived' | 'scheduleId'>): Predicate[] {
  const predicates: Predicate[] = [
    { operation: query.archived ? 'EQUALS' : 'NOT_EQUALS', key: 'storage_state', string_value: 'ARCHIVED' },
  ]
  if (query.scheduleId) predicates.push({ operation: 'EQUALS', key: 'recurring_run_id', string_value: query.scheduleId })
  if (query.text) predicates.push({ operation: 'IS_SUBSTRING', key: 'display_name', string_value: query.text })
  const [only] = query.states
  if (only && query.states.length === 1) predicates.push({ operation: 'EQUALS', key: 'state', string_value: only })
  if (query.states.length > 1) predicates.push({ operation: 'IN', key: 'state', string_values: { values: query.states } })
  return predicates
}

export async function listRuns(query: RunQuery, signal?: AbortSignal): Promise<Page<KfpRun>> {
  const answer = await getJson<{ runs?: KfpRun[]; total_size?: number; next_page_token?: string }>(`${V2}/runs`, {
    query: {
      page_size: query.pageSize,
      page_token: query.pageToken,
      sort_by: 'created_at desc',
      experiment_id: query.experimentId,
      filter: filterOf(runFilter(query)),
    },
    ...(signal ? { signal } : {}),
  })
  return { items: answer.runs ?? [], total: answer.total_size ?? 0, nextToken: answer.next_page_token || undefined }
}

export const getKfpRun = (runId: string) => getJson<KfpRun>(`${V2}/runs/${id(runId)}`)

export interface NewRun {
  display_name: string
  description?: string
  experiment_id?: string
  /** One of the two says what to run. */
  pipeline_version_reference?: { pipeline_id: string; pipeline_version_id?: string }
  pipeline_spec?: Record<string, Json>
  runtime_config: { parameters: Record<string, Json>; pipeline_root?: string }
}

export const createRun = (run: NewRun) => getJson<KfpRun>(`${V2}/runs`, { method: 'POST', json: run })

export const terminateRun = (runId: string) => send(`${V2}/runs/${id(runId)}:terminate`, { method: 'POST' })
export const archiveRun = (runId: string) => send(`${V2}/runs/${id(runId)}:archive`, { method: 'POST' })
export const restoreRun = (runId: string) => send(`${V2}/runs/${id(runId)}:unarchive`, { method: 'POST' })
export const deleteRun = (runId: string) => send(`${V2}/runs/${id(runId)}`, { method: 'DELETE' })

export async function listPipelines(
  query: { text: string; pageToken?: string | undefined; pageSize: number },
  signal?: AbortSignal,
): Promise<Page<Pipeline>> {
  const filter = query.text
    ? filterOf([{ operation: 'IS_SUBSTRING', key: 'display_name', string_value: query.text }])
    : undefined
  const answer = await getJson<{ pipelines?: Pipeline[]; total_size?: number; next_page_token?: string }>(
    `${V2}/pipelines`,
    {
      query: { page_size: query.pageSize, page_token: query.pageToken, sort_by: 'created_at desc', filter },
      ...(signal ? { signal } : {}),
    },
  )
  return { items: answer.pipelines ?? [], total: answer.total_size ?? 0, nextToken: answer.next_page_token || undefined }
}

export const getPipeline = (pipelineId: string) => getJson<Pipeline>(`${V2}/pipelines/${id(pipelineId)}`)

export const deletePipeline = (pipelineId: string) =>
  send(`${V2}/pipelines/${id(pipelineId)}`, { method: 'DELETE', query: { cascade: 'true' } })

export async function listVersions(pipelineId: string, pageToken?: string): Promise<Page<PipelineVersion>> {
  const answer = await getJson<{
    pipeline_versions?: PipelineVersion[]
    total_size?: number
    next_page_token?: string
  }>(`${V2}/pipelines/${id(pipelineId)}/versions`, {
    query: { page_size: 100, page_token: pageToken, sort_by: 'created_at desc' },
  })
  return {
    items: answer.pipeline_versions ?? [],
    total: answer.total_size ?? 0,
    nextToken: answer.next_page_token || undefined,
  }
}

export const getVersion = (pipelineId: string, versionId: string) =>
  getJson<PipelineVersion>(`${V2}/pipelines/${id(pipelineId)}/versions/${id(versionId)}`)

export interface Upload {
  file: File
  name: string
  description: string
  /** Set: a new version of this pipeline; unset: a new pipeline. */
  pipelineId?: string | undefined
}

export function uploadPipeline({ file, name, description, pipelineId }: Upload) {
  const form = new FormData()
  form.append('uploadfile', file, file.name)
  const verb = pipelineId ? 'upload_version' : 'upload'
  return getJson<Pipeline & Partial<PipelineVersion>>(`${V2}/pipelines/${verb}`, {
    method: 'POST',
    form,
    query: { name, description, pipelineid: pipelineId },
  })
}

export async function listExperiments(pageToken?: string, pageSize = 50): Promise<Page<Experiment>> {
  const answer = await getJson<{ experiments?: Experiment[]; total_size?: number; next_page_token?: string }>(
    `${V2}/experiments`,
    { query: { page_size: pageSize, page_token: pageToken, sort_by: 'created_at desc' } },
  )
  return {
    items: answer.experiments ?? [],
    total: answer.total_size ?? 0,
    nextToken: answer.next_page_token || undefined,
  }
}

export const getExperiment = (experimentId: string) => getJson<Experiment>(`${V2}/experiments/${id(experimentId)}`)
