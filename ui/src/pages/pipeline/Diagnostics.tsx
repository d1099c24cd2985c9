import type { Diagnostic } from '../../lib/diagnostics'
import { plural } from '../../lib/text'
import { CopyButton } from '../../parts/basics'
import { Icon } from '../../parts/Icon'

/** What the compiler found in a document, each with its place and remedy. */
export function Diagnostics({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const errors = diagnostics.filter((one) => one.severity === 'error').length
  const warnings = diagnostics.length - errors
  const counts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''].filter(Boolean).join(', ')
  return (
    <section className="diagnostics" role="alert" aria-label="Problems in the document">
      <header>
        <Icon name="warning" />
        <strong>The document was not accepted</strong>
        <span className="faint">{counts}</span>
        <span className="grow" />
        <CopyButton text={diagnostics.map(asLine).join('\n')} label="Copy the problems" />
      </header>
      <ol>
        {diagnostics.map((one, i) => (
          <li key={i} className={`tone-${one.severity === 'error' ? 'failed' : 'paused'}`}>
            <span className="place">{placeOf(one)}</span>
            <div>
              <p>
                <span className="visually-hidden">{one.severity}: </span>
                {one.message} {one.code && <code>{one.code}</code>}
              </p>
              {one.hint && <p className="hint">{one.hint}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function placeOf({ line, column }: Diagnostic): string {
  if (line === undefined) return '–'
  return column === undefined ? `${line}` : `${line}:${column}`
}

function asLine(one: Diagnostic): string {
  return [one.file, placeOf(one), `${one.severity}${one.code ? `[${one.code}]` : ''}: ${one.message}`].filter(Boolean).join(':')
}
