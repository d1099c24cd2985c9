import { getJson, send } from './client'
import type { CacheEntry, NamedData, Page, Volume } from './types'

const V1 = '/apis/penstock/v1'
const id = encodeURIComponent

export interface CacheQuery {
  pipelineName: string
  pageToken?: string | undefined
  pageSize: number
}

export async function listCache(query: CacheQuery, signal?: AbortSignal): Promise<Page<CacheEntry>> {
  const answer = await getJson<{ entries?: CacheEntry[]; total_size?: number; next_page_token?: string }>(`${V1}/cache`, {
    query: { page_size: query.pageSize, page_token: query.pageToken, pipeline_name: query.pipelineName },
    ...(signal ? { signal } : {}),
  })
  return { items: answer.entries ?? [], total: answer.total_size ?? 0, nextToken: answer.next_page_token || undefined }
}

export const revokeEntry = (entryId: string) => send(`${V1}/cache/${id(entryId)}`, { method: 'DELETE' })

/** Which entries to revoke: those of a pipeline, those of a run, or all. */
export type CacheScope = { pipeline_name: string } | { run_id: string } | { all: 'true' }

export const revokeEntries = (scope: CacheScope) =>
  getJson<{ revoked?: number }>(`${V1}/cache`, { method: 'DELETE', query: { ...scope } })

/** The two kinds of named data that steps read. */
export type DataKind = 'secrets' | 'configmaps'

export async function listData(kind: DataKind): Promise<NamedData[]> {
  const answer = await getJson<Partial<Record<DataKind, NamedData[]>>>(`${V1}/${kind}`)
  return answer[kind] ?? []
}

export const getConfigMap = (name: string) => getJson<NamedData>(`${V1}/configmaps/${id(name)}`)

export const putData = (kind: DataKind, name: string, data: Record<string, string>) =>
  send(`${V1}/${kind}/${id(name)}`, { method: 'PUT', json: { data } })

export const deleteData = (kind: DataKind, name: string) => send(`${V1}/${kind}/${id(name)}`, { method: 'DELETE' })

export async function listVolumes(): Promise<Volume[]> {
  const answer = await getJson<{ volumes?: Volume[] }>(`${V1}/volumes`)
  return answer.volumes ?? []
}

export const deleteVolume = (name: string) => send(`${V1}/volumes/${id(name)}`, { method: 'DELETE' })
