import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { createData, getConfigMap, replaceData, type DataKind } from '../../api/resources'
import type { NamedData } from '../../api/types'
import { keyError, nameError } from '../../lib/dataNames'
import { Button, ErrorBox, Skeleton } from '../../parts/basics'
import { Dialog } from '../../parts/Dialog'
import { tell } from '../../parts/Toasts'

interface Entry {
  id: number
  key: string
  value: string
}

interface DataDialogProps {
  kind: DataKind
  /** What is replaced; undefined for a new one. */
  item: NamedData | undefined
  taken: readonly string[]
  onClose: () => void
}

/** Makes or replaces a secret or a config map. A secret's old values cannot be read back, so all are given anew. */
export function DataDialog(props: DataDialogProps) {
  const { kind, item } = props
  const readable = kind === 'configmaps' && item !== undefined
  const before = useQuery({ queryKey: ['data', kind, item?.name], queryFn: () => getConfigMap(item?.name ?? ''), enabled: readable, staleTime: 0 })
  if (readable && !before.data) {
    return (
      <Dialog title={`Replace ${item.name}`} onClose={props.onClose}>
        {before.error ? <ErrorBox error={before.error} /> : <Skeleton rows={4} />}
      </Dialog>
    )
  }
  return <Form {...props} initial={initialEntries(item, before.data)} binary={before.data?.binary_data ?? {}} />
}

function initialEntries(item: NamedData | undefined, known: NamedData | undefined): Entry[] {
  const keys = known ? Object.keys(known.data ?? {}) : (item?.keys ?? [])
  const entries = keys.map((key, id) => ({ id, key, value: known?.data?.[key] ?? '' }))
  return entries.length > 0 || known ? entries : [{ id: 0, key: '', value: '' }]
}

function Form({ kind, item, taken, initial, binary, onClose }: DataDialogProps & { initial: Entry[]; binary: Record<string, string> }) {
  const client = useQueryClient()
  const nextId = useRef(initial.length)
  const [name, setName] = useState(item?.name ?? '')
  const [entries, setEntries] = useState(initial)
  const [kept, setKept] = useState(binary)
  const [tried, setTried] = useState(false)
  const one = kind === 'secrets' ? 'secret' : 'config map'
  const keys = [...Object.keys(kept), ...entries.map((entry) => entry.key)]
  const first = Object.keys(kept).length
  const wrongName = nameError(name) ?? (!item && taken.includes(name) ? `There is a ${one} of this name: replace that one.` : undefined)
  const wrong = wrongName !== undefined || entries.some((_, i) => keyError(keys, first + i) !== undefined)
  const save = useMutation({
    mutationFn: () => {
      const content = { data: Object.fromEntries(entries.map((entry) => [entry.key, entry.value])), binary_data: kept }
      return item ? replaceData(kind, name, content) : createData(kind, name, content)
    },
    onSuccess: () => {
      tell(item ? `${name} is replaced. Steps that start from now on see the new values.` : `${name} is there.`)
      void client.invalidateQueries({ queryKey: ['data', kind] })
      onClose()
    },
  })
  const submit = () => {
    setTried(true)
    if (!wrong) save.mutate()
  }
  const change = (id: number, part: Partial<Entry>) => setEntries(entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)))
  return (
    <Dialog
      title={item ? `Replace ${item.name}` : `New ${one}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={save.isPending} onClick={submit}>
            {item ? 'Replace' : 'Create'}
          </Button>
        </>
      }
    >
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {!item && <NameField name={name} error={tried || name !== '' ? wrongName : undefined} onChange={setName} />}
        {item && kind === 'secrets' && <p>The values stored now cannot be shown. What you save replaces all of them.</p>}
        <BinaryKeys kept={kept} onChange={setKept} />
        {entries.map((entry, i) => (
          <EntryFields key={entry.id} entry={entry} secret={kind === 'secrets'} error={tried || entry.key !== '' ? keyError(keys, first + i) : undefined} onChange={(part) => change(entry.id, part)} onRemove={() => setEntries(entries.filter((other) => other.id !== entry.id))} />
        ))}
        <div>
          <Button icon="plus" onClick={() => setEntries([...entries, { id: nextId.current++, key: '', value: '' }])}>
            Add a key
          </Button>
        </div>
        {save.error && <ErrorBox error={save.error} title={`The ${one} could not be stored`} />}
      </form>
    </Dialog>
  )
}

/** Values that are no text cannot be edited here: they stay as they are, or go. */
function BinaryKeys({ kept, onChange }: { kept: Record<string, string>; onChange: (kept: Record<string, string>) => void }) {
  return Object.keys(kept).map((key) => (
    <p key={key} className="binary-key">
      <code>{key}</code> <span className="faint">not text; kept as it is</span>
      <Button kind="quiet" label={`Remove ${key}`} onClick={() => onChange(Object.fromEntries(Object.entries(kept).filter(([other]) => other !== key)))}>
        Remove
      </Button>
    </p>
  ))
}

function NameField({ name, error, onChange }: { name: string; error: string | undefined; onChange: (name: string) => void }) {
  return (
    <label className={`field${error ? ' wrong' : ''}`}>
      <span>Name</span>
      <input type="text" value={name} autoComplete="off" spellCheck={false} aria-invalid={error !== undefined} onChange={(event) => onChange(event.target.value)} />
      {error && <p className="field-error">{error}</p>}
    </label>
  )
}

interface EntryFieldsProps {
  entry: Entry
  secret: boolean
  error: string | undefined
  onChange: (part: Partial<Entry>) => void
  onRemove: () => void
}

function EntryFields({ entry, secret, error, onChange, onRemove }: EntryFieldsProps) {
  const id = useId()
  const [shown, setShown] = useState(!secret)
  return (
    <fieldset className="data-entry">
      <legend className="visually-hidden">{entry.key || 'New key'}</legend>
      <div className={`field${error ? ' wrong' : ''}`}>
        <div className="field-label">
          <label htmlFor={`${id}k`}>Key</label>
          <span className="grow" />
          <Button kind="quiet" onClick={onRemove}>
            Remove
          </Button>
        </div>
        <input id={`${id}k`} type="text" value={entry.key} autoComplete="off" spellCheck={false} aria-invalid={error !== undefined} onChange={(event) => onChange({ key: event.target.value })} />
        {error && <p className="field-error">{error}</p>}
      </div>
      <div className="field">
        <div className="field-label">
          <label htmlFor={`${id}v`}>Value</label>
          <span className="grow" />
          {secret && (
            <Button kind="quiet" pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? 'Hide' : 'Show'}
            </Button>
          )}
        </div>
        {shown ? (
          <textarea id={`${id}v`} className="code" rows={Math.min(10, Math.max(2, entry.value.split('\n').length))} value={entry.value} spellCheck={false} autoComplete="off" onChange={(event) => onChange({ value: event.target.value })} />
        ) : (
          <input id={`${id}v`} type="password" value={entry.value} autoComplete="new-password" onChange={(event) => onChange({ value: event.target.value })} />
        )}
      </div>
    </fieldset>
  )
}
