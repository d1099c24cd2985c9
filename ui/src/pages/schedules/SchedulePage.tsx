import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { getExperiment, getPipeline } from '../../api/kfp'
import { getSchedule } from '../../api/schedules'
import type { Schedule } from '../../api/types'
import { formatTime, instant } from '../../lib/duration'
import { triggerWords } from '../../lib/schedule'
import { Button, CopyButton, ErrorBox, Fact, Skeleton } from '../../parts/basics'
import { Ago } from '../../parts/Clock'
import { Icon } from '../../parts/Icon'
import { PageHead } from '../../parts/page'
import { ValueTable } from '../../parts/Values'
import { links, type Query } from '../../router/route'
import { RunList } from '../RunsPage'
import { ScheduleActions } from './ScheduleActions'
import { FireTimes } from './ScheduleFields'
import { ScheduleState } from './SchedulesPage'
import '../../styles/run.css'
import '../../styles/schedules.css'

const EditDialog = lazy(() => import('./EditDialog'))
const REFRESH = 5_000

/** A schedule: when it fires, how it last went, and its runs. */
export default function SchedulePage({ scheduleId, query }: { scheduleId: string; query: Query }) {
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['schedule', scheduleId],
    queryFn: () => getSchedule(scheduleId),
    refetchInterval: editing ? false : REFRESH,
  })
  if (error && !data) {
    return (
      <div className="page">
        <PageHead title="Schedule" crumbs={[{ label: 'Schedules', href: links.schedules() }]} />
        <ErrorBox error={error} title="This schedule cannot be read" onRetry={() => void refetch()} />
      </div>
    )
  }
  if (!data) return <Skeleton />
  return (
    <div className="page">
      <PageHead
        title={data.display_name}
        crumbs={[{ label: 'Schedules', href: links.schedules() }]}
        badge={<ScheduleState schedule={data} />}
        actions={
          <>
            <Button icon="sliders" id="editBtn" onClick={() => setEditing(true)}>
              Edit
            </Button>
            <ScheduleActions schedule={data} />
          </>
        }
      >
        <div className="run-facts">
          <span>{triggerWords(data.trigger)}</span>
          <PipelineLink schedule={data} />
          <ExperimentLink experimentId={data.experiment_id} />
        </div>
        {data.description && <p className="lead">{data.description}</p>}
        {data.error && <Trouble schedule={data} />}
      </PageHead>
      <div className="schedule-facts">
        <section aria-label="When it fires">
          <h2>When</h2>
          {data.status === 'ENABLED' ? <FireTimes times={data.next_fire_times ?? []} /> : <p className="soft">It is disabled and starts nothing. What it misses is not made up for.</p>}
        </section>
        <Facts schedule={data} />
        <section aria-label="Parameters">
          <h2>Parameters</h2>
          <ValueTable values={data.runtime_config?.parameters ?? {}} empty="Its runs are started without parameters." />
        </section>
      </div>
      <h2 className="schedule-runs">Runs</h2>
      <RunList archived={false} query={query} scheduleId={scheduleId} />
      {editing && (
        <Suspense fallback={null}>
          <EditDialog schedule={data} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </div>
  )
}

function Trouble({ schedule }: { schedule: Schedule }) {
  return (
    <div className="callout failed" role="status">
      <Icon name="warning" />
      <div className="callout-body">
        <p className="callout-title">
          The run of {formatTime(instant(schedule.last_fire?.scheduled_time) ?? 0)} was not started
        </p>
        <p>{schedule.error?.message}</p>
      </div>
    </div>
  )
}

function Facts({ schedule }: { schedule: Schedule }) {
  const last = schedule.last_fire
  const bounds = schedule.trigger.cron_schedule ?? schedule.trigger.periodic_schedule
  const time = (text: string) => formatTime(instant(text) ?? 0)
  return (
    <section aria-label="Details">
      <h2>Details</h2>
      <dl className="facts">
        <Fact name="Last">{last ? <Ago time={last.scheduled_time} /> : 'never yet'}</Fact>
        {last?.run_id && (
          <Fact name="Last run">
            <a href={links.run(last.run_id)}>number {last.index}</a>
          </Fact>
        )}
        {bounds?.start_time && <Fact name="From">{time(bounds.start_time)}</Fact>}
        {bounds?.end_time && <Fact name="Until">{time(bounds.end_time)}</Fact>}
        <Fact name="Unfinished runs at most">{schedule.max_concurrency}</Fact>
        <Fact name="Missed times">{schedule.no_catchup ? 'only the last one is made up for' : 'each one is made up for'}</Fact>
        <Fact name="Id">
          <code>{schedule.recurring_run_id}</code> <CopyButton text={schedule.recurring_run_id} label="Copy schedule id" />
        </Fact>
      </dl>
    </section>
  )
}

function PipelineLink({ schedule }: { schedule: Schedule }) {
  const { pipeline_id: pipelineId, pipeline_version_id: versionId } = schedule.pipeline_version_reference ?? {}
  const { data } = useQuery({ queryKey: ['pipeline', pipelineId], queryFn: () => getPipeline(pipelineId ?? ''), enabled: Boolean(pipelineId), retry: false })
  if (!pipelineId) return <span>a document of its own</span>
  return (
    <>
      <a href={links.pipeline(pipelineId, versionId)}>{data?.display_name ?? 'pipeline'}</a>
      {!versionId && <span>the newest version each time</span>}
    </>
  )
}

function ExperimentLink({ experimentId }: { experimentId: string | undefined }) {
  const { data } = useQuery({ queryKey: ['experiment', experimentId], queryFn: () => getExperiment(experimentId ?? ''), enabled: Boolean(experimentId), retry: false })
  return data && experimentId ? <a href={links.experiment(experimentId)}>{data.display_name}</a> : null
}
