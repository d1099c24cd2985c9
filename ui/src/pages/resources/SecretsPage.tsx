import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteData, listData, type DataKind } from '../../api/resources'
import type { NamedData } from '../../api/types'
import { Button, Chip, Empty, ErrorBox, Skeleton, Snippet } from '../../parts/basics'
import { Ago } from '../../parts/Clock'
import { Confirm } from '../../parts/Dialog'
import { PageHead } from '../../parts/page'
import { Tabs } from '../../parts/Tabs'
import { tell, tellError } from '../../parts/Toasts'
import type { Query } from '../../router/route'
import { useSetQuery } from '../../router/useRoute'
import { DataDialog } from './DataDialog'
import '../../styles/forms.css'

const TABS = [
  { id: 'secrets', label: 'Secrets' },
  { id: 'configmaps', label: 'Config maps' },
] as const

export const WORDS = {
  secrets: { one: 'secret', title: 'No secrets yet', about: 'Passwords and tokens that steps get as variables or files. Stored encrypted; values are never shown again.', command: 'penstock secret create my-secret --from-literal password=…' },
  configmaps: { one: 'config map', title: 'No config maps yet', about: 'Settings that steps get as variables or files, readable by everyone who can read this page.', command: 'penstock config create my-config --from-file settings.yaml' },
} as const

export default function SecretsPage({ query }: { query: Query }) {
  const setQuery = useSetQuery(query)
  const kind: DataKind = query.tab === 'configmaps' ? 'configmaps' : 'secrets'
  const [editing, setEditing] = useState<NamedData | 'new'>()
  const { data, error, refetch } = useQuery({ queryKey: ['data', kind], queryFn: () => listData(kind) })
  return (
    <div className="page">
      <PageHead
        title="Secrets & config maps"
        actions={
          <Button kind="primary" icon="plus" onClick={() => setEditing('new')}>
            New {WORDS[kind].one}
          </Button>
        }
      />
      <Tabs tabs={TABS} current={kind} label="Kinds" onSelect={(tab) => setQuery({ tab })}>
        <p className="lead tab-lead">{WORDS[kind].about}</p>
        {error && !data && <ErrorBox error={error} title={`The ${WORDS[kind].one}s cannot be read`} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton />}
        {data?.length === 0 && (
          <Empty title={WORDS[kind].title} icon="key">
            <p>Make one here, or with</p>
            <Snippet code={WORDS[kind].command} label="shell command" />
          </Empty>
        )}
        {data && data.length > 0 && <DataTable kind={kind} items={data} onEdit={setEditing} />}
      </Tabs>
      {editing && <DataDialog kind={kind} item={editing === 'new' ? undefined : editing} taken={(data ?? []).map((one) => one.name)} onClose={() => setEditing(undefined)} />}
    </div>
  )
}

const KEYS_SHOWN = 4

function DataTable({ kind, items, onEdit }: { kind: DataKind; items: readonly NamedData[]; onEdit: (item: NamedData) => void }) {
  const [deleting, setDeleting] = useState<NamedData>()
  return (
    <>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className="narrow-hide">
              Keys
            </th>
            <th scope="col" className="right narrow-hide">
              Changed
            </th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.name} data-name={item.name}>
              <td>
                <b>{item.name}</b>
              </td>
              <td className="narrow-hide key-cell">
                {(item.keys ?? []).slice(0, KEYS_SHOWN).map((key) => (
                  <Chip key={key}>{key}</Chip>
                ))}
                {(item.keys ?? []).length > KEYS_SHOWN && <span className="faint"> and {(item.keys ?? []).length - KEYS_SHOWN} more</span>}
              </td>
              <td className="right soft narrow-hide">
                <Ago time={item.updated_at ?? item.created_at} />
              </td>
              <td className="right">
                <Button kind="quiet" onClick={() => onEdit(item)} label={`Replace ${item.name}`}>
                  Replace
                </Button>
                <Button kind="quiet" icon="trash" label={`Delete ${item.name}`} onClick={() => setDeleting(item)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {deleting && <Delete kind={kind} item={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  )
}

function Delete({ kind, item, onClose }: { kind: DataKind; item: NamedData; onClose: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteData(kind, item.name),
    onSuccess: () => {
      tell('Deleted.')
      void client.invalidateQueries({ queryKey: ['data', kind] })
    },
    onError: tellError,
    onSettled: onClose,
  })
  return (
    <Confirm title={`Delete ${item.name}?`} verb="Delete" busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      <p>Steps that need this {WORDS[kind].one} fail before they start, and say so, until there is one of this name again.</p>
    </Confirm>
  )
}
