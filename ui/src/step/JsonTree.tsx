import { useState } from 'react'
import type { Json } from '../api/types'
import { plural } from '../lib/text'

const MOST_SHOWN = 200

/** Text as JSON, if it is some; else as it is. */
export function JsonText({ text }: { text: string }) {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return <pre className="text-block">{text}</pre>
  }
  return <JsonTree value={value} />
}

/** JSON as a tree to open and close. */
export function JsonTree({ value }: { value: Json }) {
  return (
    <div className="json">
      <JsonNode value={value} depth={0} />
    </div>
  )
}

function JsonNode({ name, value, depth }: { name?: string; value: Json; depth: number }) {
  const [open, setOpen] = useState(depth < 2)
  const label = name === undefined ? null : <span className="json-name">{name}: </span>
  if (value === null || typeof value !== 'object') {
    return (
      <div className="json-leaf">
        {label}
        <span className={`json-${value === null ? 'null' : typeof value}`}>{JSON.stringify(value)}</span>
      </div>
    )
  }
  const entries = Object.entries(value)
  const words = Array.isArray(value) ? plural(entries.length, 'item') : plural(entries.length, 'key')
  return (
    <div>
      <button type="button" className="json-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span aria-hidden="true">{open ? '▾' : '▸'}</span> {label}
        <span className="faint">{Array.isArray(value) ? `[ ${words} ]` : `{ ${words} }`}</span>
      </button>
      {open && (
        <div className="json-children">
          {entries.slice(0, MOST_SHOWN).map(([key, child]) => (
            <JsonNode key={key} name={key} value={child} depth={depth + 1} />
          ))}
          {entries.length > MOST_SHOWN && <div className="faint">{plural(entries.length - MOST_SHOWN, 'more entry', 'more entries')}</div>}
        </div>
      )}
    </div>
  )
}
