import { getJson, send } from './client'
import type { CacheEntry, NamedData, Page, Volume } from './types'
import type { Collected, Retention, RunStanding, Storage } from './storage'

const V1 = '/apis/penstock/v1'
const id = encodeURIComponent

export interface CacheQuery {
  /** Part of the name of a pipeline or a step. */
  text: string
  pageToken?: string | undefined
  pageSize: number
}

export async function listCache(query: CacheQuery, signal?: AbortSignal): Promise<Page<CacheEntry>> {
  const answer = await getJson<{ entries?: CacheEntry[]; total_size?: number; next_page_token?: string }>(`${V1}/cache`, {
    query: { page_size: query.pageSize, page_token: query.pageToken, filter: query.text },
    ...(signal ? { signal } : {}),
  })
  return { items: answer.entries ?? [], total: answer.total_size ?? 0, nextToken: answer.next_page_token || undefined }
}

export const revokeEntry = (entryId: string) => send(`${V1}/cache/${id(entryId)}`, { method: 'DELETE' })

/** Which entries to revoke: those that a search finds, or all. */
export type CacheScope = { filter: string } | { all: 'true' }

export const revokeEntries = (scope: CacheScope) =>
  getJson<{ revoked?: number }>(`${V1}/cache`, { method: 'DELETE', query: { ...scope } })

/** The two kinds of named data that steps read. */
export type DataKind = 'secrets' | 'configmaps'

export async function listData(kind: DataKind): Promise<NamedData[]> {
  const answer = await getJson<Partial<Record<DataKind, NamedData[]>>>(`${V1}/${kind}`)
  return answer[kind] ?? []
}

export const getConfigMap = (name: string) => getJson<NamedData>(`${V1}/configmaps/${id(name)}`)

export interface DataContent {
  data: Record<string, string>
  binary_data: Record<string, string>
}

/** Makes a new one; refused when there is one of this name. */
export const createData = (kind: DataKind, name: string, content: DataContent) =>
  send(`${V1}/${kind}/${id(name)}:create`, { method: 'POST', json: content })

export const replaceData = (kind: DataKind, name: string, content: DataContent) =>
  send(`${V1}/${kind}/${id(name)}`, { method: 'PUT', json: content })

export const deleteData = (kind: DataKind, name: string) => send(`${V1}/${kind}/${id(name)}`, { method: 'DELETE' })

export async function listVolumes(): Promise<Volume[]> {
  const answer = await getJson<{ volumes?: Volume[] }>(`${V1}/volumes`)
  return answer.volumes ?? []
}

export const deleteVolume = (name: string) => send(`${V1}/volumes/${id(name)}`, { method: 'DELETE' })

export const getStorage = () => getJson<Storage>(`${V1}/storage`)

export const getRetention = () => getJson<Retention>(`${V1}/retention`)

export const collect = () => getJson<Collected>(`${V1}/retention:collect`, { method: 'POST' })

export const getStanding = (runId: string) => getJson<RunStanding>(`${V1}/runs/${id(runId)}/retention`)

export const keepRun = (runId: string, kept: boolean) =>
  getJson<RunStanding>(`${V1}/runs/${id(runId)}:${kept ? 'keep' : 'unkeep'}`, { method: 'POST' })
