import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listCache, revokeEntries, revokeEntry, type CacheScope } from '../../api/resources'
import type { CacheEntry } from '../../api/types'
import { formatCount, plural } from '../../lib/text'
import { Button, Empty, ErrorBox, Skeleton, Snippet } from '../../parts/basics'
import { Ago } from '../../parts/Clock'
import { Confirm } from '../../parts/Dialog'
import { PageHead } from '../../parts/page'
import { Pager } from '../../parts/Pager'
import { SearchField } from '../../parts/SearchField'
import { tell, tellError } from '../../parts/Toasts'
import { links, type Query } from '../../router/route'
import { useSetQuery } from '../../router/useRoute'

const PAGE_SIZE = 50

/** What to revoke, and how the question is put. */
interface Revocation {
  title: string
  scope: CacheScope | { entry_id: string }
}

export function CachePage({ query }: { query: Query }) {
  const setQuery = useSetQuery(query)
  const [trail, setTrail] = useState<string[]>([])
  const [asked, setAsked] = useState<Revocation>()
  const text = query.q ?? ''
  const list = useQuery({
    queryKey: ['cache', text, query.page ?? ''],
    queryFn: ({ signal }) => listCache({ text, pageToken: query.page, pageSize: PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
  })
  const page = list.data
  const turn = (token: string | undefined, next: string[]) => {
    setTrail(next)
    setQuery({ page: token || undefined }, 'push')
  }
  return (
    <div className="page">
      <PageHead
        title="Cache"
        actions={
          page && page.total > 0 ? (
            <Button icon="trash" onClick={() => setAsked(text ? { title: `Revoke all entries with “${text}”?`, scope: { filter: text } } : { title: 'Revoke the whole cache?', scope: { all: 'true' } })}>
              {text ? 'Revoke these' : 'Revoke all'}
            </Button>
          ) : undefined
        }
      >
        <p className="lead">Results that later steps with the same program and the same inputs take over instead of running.</p>
      </PageHead>
      <div className="list-tools">
        <SearchField
          value={text}
          label="Search pipelines and steps"
          onChange={(q) => {
            setTrail([])
            setQuery({ q, page: undefined })
          }}
        />
        <span className="list-count" role="status">
          {page && plural(page.total, 'entry', 'entries')}
        </span>
      </div>
      {list.error && !page && <ErrorBox error={list.error} title="The cache cannot be read" onRetry={() => void list.refetch()} />}
      {!page && !list.error && <Skeleton />}
      {page?.items.length === 0 && <NoEntries filtered={text !== ''} onClear={() => setQuery({ q: undefined, page: undefined })} />}
      {page && page.items.length > 0 && <Entries entries={page.items} dimmed={list.isPlaceholderData} onRevoke={setAsked} />}
      {page && (
        <Pager
          from={query.page && trail.length === 0 ? undefined : trail.length * PAGE_SIZE}
          shown={page.items.length}
          total={page.total}
          {...(query.page ? { onPrevious: () => turn(trail.at(-1), trail.slice(0, -1)) } : {})}
          {...(page.nextToken ? { onNext: () => turn(page.nextToken, [...trail, query.page ?? '']) } : {})}
        />
      )}
      {asked && <Revoke asked={asked} onClose={() => setAsked(undefined)} />}
    </div>
  )
}

function NoEntries({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <Empty title="No entry matches" icon="search">
        <p>No pipeline and no step in the cache has this in its name.</p>
        <Button onClick={onClear}>Show all</Button>
      </Empty>
    )
  }
  return (
    <Empty title="The cache is empty" icon="restore">
      <p>Each step that succeeds with caching on leaves an entry here. Run something, then look again, here or with</p>
      <Snippet code="penstock cache list" label="shell command" />
    </Empty>
  )
}

interface EntriesProps {
  entries: readonly CacheEntry[]
  dimmed: boolean
  onRevoke: (asked: Revocation) => void
}

function Entries({ entries, dimmed, onRevoke }: EntriesProps) {
  return (
    <table className={`list${dimmed ? ' dimmed' : ''}`}>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" className="narrow-hide">
            Pipeline
          </th>
          <th scope="col" className="right">
            Hits
          </th>
          <th scope="col" className="right medium-hide">
            Last hit
          </th>
          <th scope="col" className="right narrow-hide">
            Made
          </th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.entry_id} entry={entry} onRevoke={onRevoke} />
        ))}
      </tbody>
    </table>
  )
}

function EntryRow({ entry, onRevoke }: { entry: CacheEntry; onRevoke: EntriesProps['onRevoke'] }) {
  const name = entry.task || entry.component || entry.entry_id
  return (
    <tr data-entry={entry.entry_id}>
      <td>
        {entry.run_id && entry.task_id ? (
          <a className="row-link" data-row href={links.execution(entry.run_id, entry.task_id)} title="The step that made it">
            {name}
          </a>
        ) : (
          <span>{name}</span>
        )}
        {entry.fingerprint && <code className="cell-sub">{entry.fingerprint}</code>}
      </td>
      <td className="narrow-hide">{entry.pipeline_name}</td>
      <td className="right numbers">{formatCount(Number(entry.hits ?? 0))}</td>
      <td className="right soft medium-hide">
        <Ago time={entry.last_hit_at} />
      </td>
      <td className="right soft narrow-hide">
        <Ago time={entry.created_at} />
      </td>
      <td className="right">
        <span className="above">
          <Button kind="quiet" icon="trash" label={`Revoke ${name}`} onClick={() => onRevoke({ title: `Revoke the entry of ${name}?`, scope: { entry_id: entry.entry_id } })} />
        </span>
      </td>
    </tr>
  )
}

function Revoke({ asked, onClose }: { asked: Revocation; onClose: () => void }) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: async () => {
      if ('entry_id' in asked.scope) {
        await revokeEntry(asked.scope.entry_id)
        return 1
      }
      return (await revokeEntries(asked.scope)).revoked ?? 0
    },
    onSuccess: (count) => {
      tell(`${plural(count, 'entry', 'entries')} revoked.`)
      void client.invalidateQueries({ queryKey: ['cache'] })
    },
    onError: tellError,
    onSettled: onClose,
  })
  return (
    <Confirm title={asked.title} verb="Revoke" busy={revoke.isPending} onConfirm={() => revoke.mutate()} onClose={onClose}>
      <p>Runs keep the outputs they took over. Later steps with these inputs run instead.</p>
    </Confirm>
  )
}
