import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteSchedule, enableSchedule } from '../../api/schedules'
import type { Schedule } from '../../api/types'
import { Button } from '../../parts/basics'
import { Confirm } from '../../parts/Dialog'
import { tell, tellError } from '../../parts/Toasts'
import { links } from '../../router/route'
import { go } from '../../router/useRoute'

/** Stops a schedule, starts it again, removes it. */
export function ScheduleActions({ schedule }: { schedule: Schedule }) {
  const client = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const enabled = schedule.status === 'ENABLED'
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['schedule', schedule.recurring_run_id] })
    void client.invalidateQueries({ queryKey: ['schedules'] })
  }
  const turn = useMutation({
    mutationFn: () => enableSchedule(schedule.recurring_run_id, !enabled),
    onSuccess: () => {
      tell(enabled ? 'It starts nothing more.' : 'It fires again from now on.')
      refresh()
    },
    onError: tellError,
  })
  const remove = useMutation({
    mutationFn: () => deleteSchedule(schedule.recurring_run_id),
    onSuccess: () => {
      tell('Deleted. Its runs stay.')
      void client.invalidateQueries({ queryKey: ['schedules'] })
      go(links.schedules())
    },
    onError: tellError,
    onSettled: () => setDeleting(false),
  })
  return (
    <>
      <Button icon={enabled ? 'pause' : 'play'} id={enabled ? 'disableBtn' : 'enableBtn'} disabled={turn.isPending} onClick={() => turn.mutate()}>
        {enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button icon="trash" id="deleteBtn" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      {deleting && (
        <Confirm title="Delete this schedule?" verb="Delete the schedule" busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={() => setDeleting(false)}>
          <p>“{schedule.display_name}” starts nothing more. Runs that it started stay, and go on where they have not ended.</p>
        </Confirm>
      )}
    </>
  )
}
