import { getJson, send } from './client'
import type { Json, Page, Schedule, Trigger } from './types'

const V2 = '/apis/v2beta1/recurringruns'
const id = encodeURIComponent

export async function listSchedules(query: { pageToken?: string | undefined; pageSize: number }): Promise<Page<Schedule>> {
  const answer = await getJson<{ recurringRuns?: Schedule[]; total_size?: number; next_page_token?: string }>(V2, {
    query: { page_size: query.pageSize, page_token: query.pageToken, sort_by: 'created_at desc' },
  })
  return { items: answer.recurringRuns ?? [], total: answer.total_size ?? 0, nextToken: answer.next_page_token || undefined }
}

export const getSchedule = (scheduleId: string) => getJson<Schedule>(`${V2}/${id(scheduleId)}`)

/** What people decide of a schedule. */
export interface ScheduleChange {
  display_name: string
  max_concurrency: string
  no_catchup: boolean
  trigger: Trigger
  runtime_config: { parameters: Record<string, Json>; pipeline_root?: string }
}

export interface NewSchedule extends ScheduleChange {
  mode: 'ENABLE'
  description?: string
  experiment_id?: string
  pipeline_version_reference?: { pipeline_id: string; pipeline_version_id?: string }
  pipeline_spec?: Record<string, Json>
}

export const createSchedule = (schedule: NewSchedule) => getJson<Schedule>(V2, { method: 'POST', json: schedule })

export const changeSchedule = (scheduleId: string, change: ScheduleChange) =>
  getJson<Schedule>(`${V2}/${id(scheduleId)}`, { method: 'PATCH', json: change })

export const enableSchedule = (scheduleId: string, enabled: boolean) =>
  send(`${V2}/${id(scheduleId)}:${enabled ? 'enable' : 'disable'}`, { method: 'POST' })

export const deleteSchedule = (scheduleId: string) => send(`${V2}/${id(scheduleId)}`, { method: 'DELETE' })

/** The next times at which a schedule with this trigger would fire. */
export async function previewSchedule(trigger: Trigger, noCatchup: boolean, signal?: AbortSignal): Promise<string[]> {
  const { cron, interval_second, start_time, end_time, time_zone } = { ...trigger.cron_schedule, ...trigger.periodic_schedule }
  const answer = await getJson<{ fire_times?: string[] }>('/apis/penstock/v1/schedules:preview', {
    query: { cron, interval_second, time_zone, start_time, end_time, no_catchup: String(noCatchup) },
    ...(signal ? { signal } : {}),
  })
  return answer.fire_times ?? []
}
