import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listSchedules } from '../../api/schedules'
import type { Schedule } from '../../api/types'
import { triggerWords } from '../../lib/schedule'
import { Chip, Empty, ErrorBox, LinkButton, Skeleton } from '../../parts/basics'
import { Ago, Until } from '../../parts/Clock'
import { PageHead } from '../../parts/page'
import { Pager } from '../../parts/Pager'
import { links, type Query } from '../../router/route'
import { useSetQuery } from '../../router/useRoute'

const PAGE_SIZE = 50
const REFRESH = 15_000

export default function SchedulesPage({ query }: { query: Query }) {
  const setQuery = useSetQuery(query)
  const [trail, setTrail] = useState<string[]>([])
  const { data, error, refetch } = useQuery({
    queryKey: ['schedules', query.page ?? ''],
    queryFn: () => listSchedules({ pageToken: query.page, pageSize: PAGE_SIZE }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH,
  })
  const next = () => {
    setTrail([...trail, query.page ?? ''])
    setQuery({ page: data?.nextToken }, 'push')
  }
  const previous = () => {
    setQuery({ page: trail.at(-1) || undefined }, 'push')
    setTrail(trail.slice(0, -1))
  }
  return (
    <div className="page">
      <PageHead
        title="Schedules"
        actions={
          <LinkButton href={links.newRun({ recurring: '1' })} kind="primary" icon="plus" id="createNewRecurringRunBtn">
            New schedule
          </LinkButton>
        }
      />
      {error && !data && <ErrorBox error={error} title="The schedules cannot be read" onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data?.items.length === 0 && (
        <Empty title="No schedules yet" icon="clock">
          <p>A schedule starts runs of a pipeline by itself: every night, every 15 minutes, or by a cron expression. KFP calls it a recurring run.</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <>
          <ScheduleTable schedules={data.items} />
          <Pager
            from={query.page && trail.length === 0 ? undefined : trail.length * PAGE_SIZE}
            shown={data.items.length}
            total={data.total}
            {...(query.page ? { onPrevious: previous } : {})}
            {...(data.nextToken ? { onNext: next } : {})}
          />
        </>
      )}
    </div>
  )
}

function ScheduleTable({ schedules }: { schedules: readonly Schedule[] }) {
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">Schedule</th>
          <th scope="col">State</th>
          <th scope="col" className="medium-hide">
            Fires
          </th>
          <th scope="col" className="right">
            Next
          </th>
          <th scope="col" className="right narrow-hide">
            Last
          </th>
        </tr>
      </thead>
      <tbody>
        {schedules.map((one) => (
          <tr key={one.recurring_run_id} data-testid="table-row">
            <td>
              <a className="row-link" data-row href={links.schedule(one.recurring_run_id)}>
                {one.display_name}
              </a>
              {one.error ? <span className="cell-sub">{one.error.message}</span> : one.description && <span className="cell-sub">{one.description}</span>}
            </td>
            <td>
              <ScheduleState schedule={one} />
            </td>
            <td className="medium-hide">{triggerWords(one.trigger)}</td>
            <td className="right soft">
              <Until time={one.next_fire_times?.[0]} />
            </td>
            <td className="right soft narrow-hide">
              <Ago time={one.last_fire?.scheduled_time} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function ScheduleState({ schedule }: { schedule: Schedule }) {
  if (schedule.status !== 'ENABLED') return <Chip icon="pause">disabled</Chip>
  if (schedule.error) {
    return (
      <Chip tone="failed" icon="warning">
        problem
      </Chip>
    )
  }
  return (schedule.next_fire_times ?? []).length > 0 ? (
    <Chip tone="succeeded" icon="clock">
      enabled
    </Chip>
  ) : (
    <Chip icon="check">over</Chip>
  )
}
