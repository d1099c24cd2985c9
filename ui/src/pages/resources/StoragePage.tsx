import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { collect, getRetention, getStorage } from '../../api/resources'
import type { DuePart, Retention, Storage, StorageShare } from '../../api/storage'
import { formatTime, instant } from '../../lib/duration'
import { formatBytes, formatCount } from '../../lib/text'
import { Button, Empty, ErrorBox, Skeleton, Snippet } from '../../parts/basics'
import { Confirm } from '../../parts/Dialog'
import { PageHead } from '../../parts/page'
import { tell, tellError } from '../../parts/Toasts'
import { links } from '../../router/route'

export default function StoragePage() {
  const storage = useQuery({ queryKey: ['storage'], queryFn: getStorage })
  const retention = useQuery({ queryKey: ['retention'], queryFn: getRetention })
  const error = storage.error ?? retention.error
  return (
    <div className="page storage">
      <PageHead title="Storage">
        <p className="lead">What takes space, and what the retention rules let go.</p>
      </PageHead>
      {error && <ErrorBox error={error} title="The storage cannot be looked at" onRetry={() => void Promise.all([storage.refetch(), retention.refetch()])} />}
      {!error && !(storage.data && retention.data) && <Skeleton />}
      {storage.data && <Space storage={storage.data} />}
      {retention.data && <Rules retention={retention.data} />}
    </div>
  )
}

const KINDS: Record<string, string> = {
  database: 'Database',
  artifacts: 'Artifacts',
  logs: 'Logs',
  downloads: 'Downloads',
  environments: 'Python environments',
  volumes: 'Volumes',
  workspaces: 'Workspaces',
  attempts: 'Running steps',
  other: 'Other',
}

function Space({ storage }: { storage: Storage }) {
  const kinds = (storage.kinds ?? []).map((kind) => ({ ...kind, name: KINDS[kind.kind ?? ''] ?? kind.kind ?? '' }))
  return (
    <>
      <p className="storage-total">
        <b>{formatBytes(storage.bytes)}</b> in <code>{storage.data_dir}</code>, <b>{formatBytes(storage.free_bytes)}</b> free on its disk
      </p>
      <div className="storage-columns">
        <Bars title="By kind" shares={kinds} />
        <Bars title="Artifacts by pipeline" shares={storage.pipelines ?? []} />
        <Bars title="Artifacts by experiment" shares={storage.experiments ?? []} />
      </div>
    </>
  )
}

/** A bar's length is its share of the longest; the numbers are said in words beside it. */
function Bars({ title, shares }: { title: string; shares: readonly StorageShare[] }) {
  const most = Math.max(1, ...shares.map((share) => Number(share.bytes)))
  return (
    <section className="storage-bars">
      <h2>{title}</h2>
      {shares.length === 0 && <p className="faint">None yet.</p>}
      <dl>
        {shares.map((share) => (
          <div key={share.name} className="storage-bar">
            <dt title={share.name}>{share.name || <i className="faint">deleted</i>}</dt>
            <dd>
              <span className="storage-bar-line" aria-hidden="true">
                <i style={{ width: `${(100 * Number(share.bytes)) / most}%` }} />
              </span>
              <span className="numbers">{formatBytes(share.bytes)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const EXAMPLE = 'retention:\n  runs:\n    max_age: {succeeded: P30D, failed: P90D, canceled: P7D}\n    max_count: 1000'

function Rules({ retention }: { retention: Retention }) {
  const rules = retention.rules ?? {}
  const without = Object.keys(rules).length === 0
  return (
    <section>
      <div className="storage-head">
        <h2>Retention</h2>
        <CollectButton retention={retention} />
      </div>
      {without ? (
        <Empty title="No rules: runs stay until somebody deletes them" icon="archive">
          <p>
            Rules go into <code>penstock.yaml</code> in the data folder, for instance:
          </p>
          <Snippet code={EXAMPLE} label="Rules" />
        </Empty>
      ) : (
        <details className="storage-rules">
          <summary>The rules in force</summary>
          <pre>{JSON.stringify(rules, null, 2)}</pre>
        </details>
      )}
      <DueTable parts={retention.would_delete ?? []} />
      <Unreferenced retention={retention} />
    </section>
  )
}

const WHAT = { run: 'Runs with all they have', artifacts: 'Artifacts of runs', logs: 'Logs of runs' } as const

function DueTable({ parts }: { parts: readonly DuePart[] }) {
  if (parts.length === 0) return <p className="soft">No run is due.</p>
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">What would go</th>
          <th scope="col">Experiment</th>
          <th scope="col" className="narrow-hide">
            Why
          </th>
          <th scope="col" className="right">
            Runs
          </th>
          <th scope="col" className="right">
            Up to
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={`${part.what} ${part.experiment_id} ${part.outcome}`}>
            <td>{WHAT[part.what]}</td>
            <td>{part.experiment ? <a href={links.experiment(part.experiment_id ?? '')}>{part.experiment}</a> : <span className="faint">deleted</span>}</td>
            <td className="soft narrow-hide">{whyOf(part)}</td>
            <td className="right numbers">{formatCount(part.runs)}</td>
            <td className="right numbers">{part.what === 'logs' ? '–' : formatBytes(part.artifact_bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function whyOf(part: DuePart): string {
  const age = part.ended_before && `${part.outcome} before ${formatTime(instant(part.ended_before) ?? 0)}`
  const count = part.beyond_newest !== undefined && `beyond the newest ${formatCount(part.beyond_newest)} that ${part.outcome === 'canceled' ? 'were canceled' : part.outcome}`
  return [age, count].filter(Boolean).join(' or ')
}

function Unreferenced({ retention }: { retention: Retention }) {
  const free = retention.unreferenced?.free
  const cache = retention.unreferenced?.kept_by_cache
  return (
    <p className="soft">
      {formatCount(free?.artifacts ?? 0)} artifacts that nothing refers to ({formatBytes(free?.bytes ?? 0)}) go next.
      {cache && cache.artifacts > 0 && (
        <>
          {' '}
          {formatCount(cache.artifacts)} of deleted runs ({formatBytes(cache.bytes)}) stay for the <a href={links.cache()}>cache</a>.
        </>
      )}
    </p>
  )
}

function CollectButton({ retention }: { retention: Retention }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const act = useMutation({
    mutationFn: collect,
    onSuccess: (answer) => {
      tell(answer.running ? 'Deleting goes on.' : `${formatCount(answer.runs ?? 0)} runs and ${formatBytes(answer.artifact_bytes)} of artifacts deleted.`)
      void client.invalidateQueries({ queryKey: ['storage'] })
      void client.invalidateQueries({ queryKey: ['retention'] })
    },
    onError: tellError,
    onSettled: () => setAsking(false),
  })
  const runs = (retention.would_delete ?? []).filter((part) => part.what === 'run').reduce((sum, part) => sum + part.runs, 0)
  return (
    <>
      <Button icon="trash" onClick={() => setAsking(true)}>
        Delete now…
      </Button>
      {asking && (
        <Confirm title="Delete what is due?" verb="Delete" busy={act.isPending} onConfirm={() => act.mutate()} onClose={() => setAsking(false)}>
          <p>
            {runs === 0 ? 'No run is due.' : `${formatCount(runs)} runs go with all they have.`} What nothing refers to goes too. There is no way back. The server does the
            same by itself every ten minutes.
          </p>
        </Confirm>
      )}
    </>
  )
}
