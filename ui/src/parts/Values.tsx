import { useState } from 'react'
import type { Json } from '../api/types'
import { formatCount, prettyJson } from '../lib/text'
import { CopyButton } from './basics'

const LONG = 400

/** Names and values; long values fold, containers are indented. */
export function ValueTable({ values, empty }: { values: Record<string, Json>; empty?: string }) {
  const names = Object.keys(values)
  if (names.length === 0) return empty ? <p className="soft">{empty}</p> : null
  return (
    <table className="values">
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <Value value={values[name]} name={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Value({ value, name }: { value: Json | undefined; name: string }) {
  const [open, setOpen] = useState(false)
  const text = prettyJson(value)
  const long = text.length > LONG
  const shown = long && !open ? `${text.slice(0, LONG)}…` : text
  return (
    <span className="value">
      <code className={`value-${value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value}`}>{shown === '' ? '(empty)' : shown}</code>
      {long && (
        <button type="button" className="text-button" onClick={() => setOpen(!open)}>
          {open ? 'less' : `all ${formatCount(text.length)} characters`}
        </button>
      )}
      <CopyButton text={text} label={`Copy ${name}`} />
    </span>
  )
}
