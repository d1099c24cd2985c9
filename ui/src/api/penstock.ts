import { apiUrl, getJson, send } from './client'
import type { Preview, RerunPreview, RerunRequest, RunMetric, RunView, ServerInfo, StaticGraph, TaskDetail, TaskPage } from './types'

const V1 = '/apis/penstock/v1'
const id = encodeURIComponent

export const getRun = (runId: string, signal?: AbortSignal) =>
  getJson<RunView>(`${V1}/runs/${id(runId)}`, signal ? { signal } : {})

export interface TaskQuery {
  page_size?: number
  page_token?: string
  /** Only the direct children of this task run; of a loop its iterations, whose page token is the first index. */
  parent?: string
  /** This task run and all inside of it, but for the iterations of the loops inside. */
  within?: string
  state?: string
}

export const getTasks = (runId: string, { ...query }: TaskQuery, signal?: AbortSignal) =>
  getJson<TaskPage>(`${V1}/runs/${id(runId)}/tasks`, { query, ...(signal ? { signal } : {}) })

export const getTask = (runId: string, taskId: string) =>
  getJson<TaskDetail>(`${V1}/runs/${id(runId)}/tasks/${id(taskId)}`)

export const getRunGraph = (runId: string) => getJson<StaticGraph>(`${V1}/runs/${id(runId)}/graph`)

export const getVersionGraph = (pipelineId: string, versionId: string) =>
  getJson<StaticGraph>(`${V1}/pipelines/${id(pipelineId)}/versions/${id(versionId)}/graph`)

export const getPreview = (artifactId: string, maxBytes: number, path?: string) =>
  getJson<Preview>(`${V1}/artifacts/${id(artifactId)}/preview`, {
    query: { max_bytes: maxBytes, ...(path ? { path } : {}) },
  })

export const contentUrl = (artifactId: string, path?: string) =>
  apiUrl(`${V1}/artifacts/${id(artifactId)}/content`, path ? { path } : {})

export const getMetrics = async (runId: string): Promise<RunMetric[]> =>
  (await getJson<{ metrics?: RunMetric[] }>(`${V1}/runs/${id(runId)}/metrics`)).metrics ?? []

type RunVerb = 'retry' | 'pause' | 'resume'

export const runVerb = (runId: string, verb: RunVerb) => send(`${V1}/runs/${id(runId)}:${verb}`, { method: 'POST' })

export const resumeTask = (runId: string, taskId: string) =>
  send(`${V1}/runs/${id(runId)}/tasks/${id(taskId)}:resume`, { method: 'POST' })

export const previewRerun = (runId: string, json: RerunRequest, signal?: AbortSignal) =>
  getJson<RerunPreview>(`${V1}/runs/${id(runId)}:preview_rerun`, { method: 'POST', json, ...(signal ? { signal } : {}) })

export const rerun = (runId: string, json: RerunRequest) =>
  getJson<{ run_id: string }>(`${V1}/runs/${id(runId)}:rerun`, { method: 'POST', json })

export const getServer = () => getJson<ServerInfo>(`${V1}/server`)

export const runEventsPath = (runId: string) => `${V1}/runs/${id(runId)}/events`
export const changesPath = `${V1}/changes`

const logPath = (runId: string, taskId: string) => `${V1}/runs/${id(runId)}/tasks/${id(taskId)}/log`

export interface LogRequest {
  runId: string
  taskId: string
  attempt: number | undefined
  offset: number
  follow: boolean
  signal?: AbortSignal
}

export const openLog = ({ runId, taskId, attempt, offset, follow, signal }: LogRequest) =>
  send(logPath(runId, taskId), {
    query: { attempt, offset, follow: String(follow) },
    ...(signal ? { signal } : {}),
  })

export const logUrl = (runId: string, taskId: string, attempt?: number) => apiUrl(logPath(runId, taskId), { attempt })
