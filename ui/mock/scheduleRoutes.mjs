// The schedules of the mock: three that stand still, one in each state.

import { json, pageOf, refuse } from './http.mjs'

const V2 = '/apis/v2beta1/recurringruns'
const HOUR = 3_600_000

const at = (hours) => new Date(Math.floor(Date.now() / HOUR + hours) * HOUR).toISOString()
const next = (hours) => Array.from({ length: 5 }, (_, i) => at(hours * (i + 1)))

function schedules(world) {
  const pipeline = world.pipelines[0]
  const common = {
    experiment_id: world.experiments[0]?.experiment_id,
    max_concurrency: '1',
    created_at: at(-200),
    status: 'ENABLED',
    runtime_config: { parameters: { day: '[[ScheduledTime]]' } },
    ...(pipeline ? { pipeline_version_reference: { pipeline_id: pipeline.pipeline_id } } : {}),
  }
  return [
    {
      ...common,
      recurring_run_id: 'nightly',
      display_name: 'nightly report',
      description: 'What the morning meeting looks at.',
      trigger: { cron_schedule: { cron: '0 0 3 * * *', time_zone: 'Europe/Berlin' } },
      next_fire_times: next(24),
      last_fire: { index: 12, scheduled_time: at(-9), run_id: world.runs[0]?.id },
    },
    {
      ...common,
      recurring_run_id: 'broken',
      display_name: 'hourly numbers',
      trigger: { periodic_schedule: { interval_second: '3600' } },
      next_fire_times: next(1),
      error: { message: "pipeline 'numbers' has no version" },
      last_fire: { index: 3, scheduled_time: at(0), error: { message: "pipeline 'numbers' has no version" } },
    },
    { ...common, recurring_run_id: 'stopped', display_name: 'stopped', status: 'DISABLED', trigger: { cron_schedule: { cron: '0 5 * * * *' } } },
  ]
}

export const scheduleRoutes = [
  ['GET', new RegExp(`^${V2}$`), (world, { query, response }) => {
    const { items, ...page } = pageOf(schedules(world), query)
    json(response, { recurringRuns: items, ...page })
  }],
  ['GET', new RegExp(`^${V2}/([^/:]+)$`), (world, { response, ids }) => {
    const found = schedules(world).find((one) => one.recurring_run_id === ids[0])
    return found ? json(response, found) : refuse(response, 404, `RecurringRun ${ids[0]} not found`)
  }],
  ['GET', /^\/apis\/penstock\/v1\/schedules:preview$/, (_, { response }) => json(response, { fire_times: next(24) })],
]
