import { useQuery } from '@tanstack/react-query'
import { getStanding } from '../../api/resources'
import type { RunView } from '../../api/types'
import { formatTime, instant } from '../../lib/duration'
import { formatBytes } from '../../lib/text'
import { CopyButton, Fact } from '../../parts/basics'
import { Icon } from '../../parts/Icon'
import { ValueTable } from '../../parts/Values'

export function RunDetails({ run }: { run: RunView }) {
  const time = (text: string | undefined) => {
    const ms = instant(text)
    return ms === undefined ? '–' : formatTime(ms)
  }
  return (
    <div className="run-details">
      <section>
        <h2>Parameters</h2>
        <ValueTable values={run.parameters ?? {}} empty="This run was started without parameters." />
      </section>
      <section>
        <h2>Run</h2>
        <dl className="facts">
          <Fact name="Run id">
            <code>{run.run_id}</code> <CopyButton text={run.run_id} label="Copy run id" />
          </Fact>
          <Fact name="Created">{time(run.created_at)}</Fact>
          <Fact name="Started">{time(run.started_at)}</Fact>
          <Fact name="Finished">{time(run.finished_at)}</Fact>
          <Stays runId={run.run_id} />
          {run.pipeline_root && (
            <Fact name="Pipeline root">
              <code>{run.pipeline_root}</code>
            </Fact>
          )}
        </dl>
      </section>
      {(run.notes ?? []).length > 0 && (
        <section>
          <h2>Notes</h2>
          <ul className="note-list">
            {run.notes?.map((note) => (
              <li key={note}>
                <Icon name="info" /> {note}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** How long the run stays, and the space it takes. */
function Stays({ runId }: { runId: string }) {
  const { data } = useQuery({ queryKey: ['standing', runId], queryFn: () => getStanding(runId), staleTime: 60_000 })
  if (!data) return null
  const day = (text: string) => formatTime(instant(text) ?? 0)
  const facts = [
    data.kept ? 'kept until somebody deletes it' : data.goes_at ? `until ${day(data.goes_at)}` : 'until somebody deletes it',
    ...(data.artifacts_gone_at ? [`artifacts went ${day(data.artifacts_gone_at)}`] : []),
    ...(data.logs_gone_at ? [`logs went ${day(data.logs_gone_at)}`] : []),
  ]
  return (
    <>
      <Fact name="Stays">{facts.join('; ')}</Fact>
      <Fact name="Artifacts take">{formatBytes(data.artifact_bytes)}</Fact>
    </>
  )
}
