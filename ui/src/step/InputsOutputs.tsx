import { useState } from 'react'
import type { Artifact, Attempt, TaskDetail, TaskValues } from '../api/types'
import { isFinal } from '../lib/state'
import { plural } from '../lib/text'
import { Button } from '../parts/basics'
import { Icon } from '../parts/Icon'
import { ValueTable } from '../parts/Values'
import { ArtifactCard } from './ArtifactCard'

export function InputsOutputs({ detail, attempt }: { detail: TaskDetail; attempt: Attempt | undefined }) {
  const notes = attempt?.notes ?? []
  return (
    <div className="panel-section">
      <section aria-label="Outputs">
        <h3>Outputs</h3>
        <Values
          values={detail.outputs}
          eager
          empty={isFinal(detail.state) ? 'This step has no outputs.' : 'Outputs appear when the step is done.'}
        />
      </section>
      <section aria-label="Inputs">
        <h3>Inputs</h3>
        <Values values={detail.inputs} empty="This step has no inputs." />
      </section>
      {notes.length > 0 && (
        <section aria-label="Notes">
          <h3>Notes</h3>
          <ul className="note-list">
            {notes.map((note) => (
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

interface Named {
  name: string
  list: readonly Artifact[]
}

function Values({ values, empty, eager = false }: { values: TaskValues | undefined; empty: string; eager?: boolean }) {
  const parameters = values?.parameters ?? {}
  const artifacts = Object.entries(values?.artifacts ?? {}).map(([name, list]): Named => ({ name, list }))
  if (Object.keys(parameters).length === 0 && artifacts.length === 0) return <p className="soft">{empty}</p>
  return (
    <>
      <ValueTable values={parameters} />
      {artifacts.toSorted(tellingFirst).map((named) => (
        <ArtifactList key={named.name} {...named} eager={eager} />
      ))}
    </>
  )
}

const SHOWN_AT_FIRST = 5
const SHOWN_MORE = 50

/** An artifact, or the list that a loop or a component gave under one name. */
function ArtifactList({ name, list, eager }: Named & { eager: boolean }) {
  const [shown, setShown] = useState(SHOWN_AT_FIRST)
  if (list.length === 0) {
    return (
      <p className="soft">
        <b>{name}</b>: an empty list of artifacts
      </p>
    )
  }
  const [only] = list
  if (list.length === 1 && only) return <ArtifactCard artifact={only} label={name} eager={eager} />
  return (
    <section className="artifact-list" aria-label={`${name}, ${plural(list.length, 'artifact')}`}>
      <h4>
        {name} <span className="faint">{plural(list.length, 'artifact')}</span>
      </h4>
      {list.slice(0, shown).map((artifact, i) => (
        <ArtifactCard key={`${i}/${artifact.artifact_id}`} artifact={artifact} label={`${name} [${i}]`} eager={eager && list.length <= 2} />
      ))}
      {list.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + SHOWN_MORE)}>Show {Math.min(SHOWN_MORE, list.length - shown)} more</Button>
        </div>
      )}
    </section>
  )
}

const ORDER = ['Metrics', 'ClassificationMetrics', 'SlicedClassificationMetrics', 'Markdown', 'HTML']

/** Results made to be read come before data. */
function tellingFirst(a: Named, b: Named): number {
  const rank = ({ type = '' }: Partial<Artifact> = {}) => (ORDER.indexOf(type.replace(/^system\./, '')) + ORDER.length + 1) % (ORDER.length + 1)
  return rank(a.list[0]) - rank(b.list[0])
}
