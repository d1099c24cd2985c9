import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { revokeEntry } from '../api/resources'
import type { CacheDifference, CacheFacts, CacheOutcome } from '../api/types'
import { Button, Chip, CopyButton, Fact } from '../parts/basics'
import { Confirm } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { tell, tellError } from '../parts/Toasts'
import { links } from '../router/route'

const WORDS: Record<CacheOutcome, { label: string; tone: string; words: string }> = {
  HIT: { label: 'Hit', tone: 'succeeded', words: 'Its outputs come from an earlier step with the same inputs and the same program.' },
  MISS: { label: 'Miss', tone: 'running', words: 'No earlier step could stand in for this one, so it ran.' },
  OFF: { label: 'Off', tone: 'pending', words: 'It always runs: caching is switched off for it.' },
  REUSED: { label: 'Reused', tone: 'succeeded', words: 'Its outputs were taken over from the run that this one repeats.' },
}

/** Why a step ran or did not: what the cache said, which parts differ, whose outputs it took. */
export function CacheBox({ runId, cache }: { runId: string; cache: CacheFacts }) {
  const { label, tone, words } = WORDS[cache.outcome]
  return (
    <div className="panel-section cache-box">
      <section>
        <p className="cache-outcome">
          <Chip tone={tone}>{label}</Chip>
          <span>{cache.reason || words}</span>
        </p>
        {cache.origin && (
          <p>
            <Icon name="restore" size={14} /> From{' '}
            <a href={links.execution(cache.origin.run_id, cache.origin.task_id)}>{cache.origin.display_name || 'the step that made them'}</a>
            {cache.origin.run_id === runId && ' of this run'}
          </p>
        )}
        {cache.entry_id && <RevokeButton entryId={cache.entry_id} />}
      </section>
      <Differences cache={cache} />
      <KeyParts cache={cache} />
    </div>
  )
}

/** With both values where both are known; else by name, with the value it has now. */
function Differences({ cache }: { cache: CacheFacts }) {
  const differs = cache.differs ?? []
  if (differs.length === 0) return null
  const parts = differs.map((one): CacheDifference => (typeof one === 'string' ? withValue(one, cache.key?.[one]) : one))
  const both = differs.some((one) => typeof one !== 'string')
  return (
    <section aria-label="What differs">
      <h3>What differs from the nearest earlier step</h3>
      <table className="values differences">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Now</th>
            {both && <th scope="col">Then</th>}
          </tr>
        </thead>
        <tbody>
          {parts.map(({ part, value, before }) => (
            <tr key={part}>
              <th scope="row">{part}</th>
              <td>{value === undefined ? <span className="faint">none</span> : <code>{value}</code>}</td>
              {both && <td>{before === undefined ? <span className="faint">none</span> : <code>{before}</code>}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const withValue = (part: string, value: string | undefined): CacheDifference => (value === undefined ? { part } : { part, value })

function KeyParts({ cache }: { cache: CacheFacts }) {
  const parts = Object.entries(cache.key ?? {})
  return (
    <section aria-label="Fingerprint">
      {cache.fingerprint && (
        <dl className="facts">
          <Fact name="Fingerprint">
            <code>{cache.fingerprint}</code> <CopyButton text={cache.fingerprint} label="Copy fingerprint" />
          </Fact>
        </dl>
      )}
      {parts.length > 0 && (
        <details>
          <summary>What it is made of</summary>
          <table className="values">
            <tbody>
              {parts.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <code>{value}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  )
}

function RevokeButton({ entryId }: { entryId: string }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation({
    mutationFn: () => revokeEntry(entryId),
    onSuccess: () => {
      tell('Revoked: the next step like this one runs.')
      void client.invalidateQueries({ queryKey: ['cache'] })
      void client.invalidateQueries({ queryKey: ['task'] })
    },
    onError: tellError,
    onSettled: () => setAsking(false),
  })
  return (
    <>
      <span>
        <Button icon="trash" onClick={() => setAsking(true)}>
          Revoke the entry
        </Button>
      </span>
      {asking && (
        <Confirm title="Revoke this cache entry?" verb="Revoke" busy={revoke.isPending} onConfirm={() => revoke.mutate()} onClose={() => setAsking(false)}>
          <p>The outputs stay with the runs that have them. The next step with the same inputs runs instead of taking them.</p>
        </Confirm>
      )}
    </>
  )
}
