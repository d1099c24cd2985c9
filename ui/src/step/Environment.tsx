import type { Attempt, Json, TaskDetail } from '../api/types'
import { quoteWord } from '../lib/shellCommand'
import { CopyButton, Fact } from '../parts/basics'
import { Icon } from '../parts/Icon'
import { JsonTree } from './JsonTree'

const MASKED = /^[•*]+$/

/** Where the step ran: image, command, notes, and the variables it saw. Secrets arrive masked. */
export function Environment({ detail, attempt }: { detail: TaskDetail; attempt: Attempt | undefined }) {
  const variables = Object.entries(attempt?.environment ?? {}).toSorted(([a], [b]) => a.localeCompare(b))
  const command = (detail.command ?? []).map(quoteWord).join(' ')
  return (
    <div className="panel-section">
      {(attempt?.notes ?? []).length > 0 && (
        <ul className="note-list">
          {attempt?.notes?.map((note) => (
            <li key={note}>
              <Icon name="info" /> {note}
            </li>
          ))}
        </ul>
      )}
      <dl className="facts">
        {detail.image && (
          <Fact name="Image">
            <code>{detail.image}</code>
          </Fact>
        )}
        {command && (
          <Fact name="Command">
            <div className="copyable">
              <pre className="plain">{command}</pre>
              <CopyButton text={command} label="Copy command" />
            </div>
          </Fact>
        )}
        <Fact name="Path">
          <code>{detail.path}</code>
        </Fact>
        <Fact name="Task id">
          <code>{detail.task_id}</code>
        </Fact>
      </dl>
      <Recorded title="Resources" value={detail.resources} />
      <Recorded title="Kubernetes settings" value={detail.kubernetes} />
      <h3>Variables</h3>
      {variables.length === 0 ? (
        <p className="soft">{attempt ? 'None were recorded.' : 'Known once the step has begun.'}</p>
      ) : (
        <table className="values">
          <tbody>
            {variables.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {MASKED.test(value) ? (
                    <span className="masked" title="Hidden: it may be a secret">
                      ••••<span className="visually-hidden"> hidden</span>
                    </span>
                  ) : (
                    <code>{value}</code>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Recorded({ title, value }: { title: string; value: Record<string, Json> | undefined }) {
  if (!value || Object.keys(value).length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <JsonTree value={value} />
    </section>
  )
}
