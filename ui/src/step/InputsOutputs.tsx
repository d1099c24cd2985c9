import type { Artifact, Attempt, TaskDetail, TaskValues } from '../api/types'
import { isFinal } from '../lib/state'
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

function Values({ values, empty, eager = false }: { values: TaskValues | undefined; empty: string; eager?: boolean }) {
  const parameters = values?.parameters ?? {}
  const artifacts = Object.entries(values?.artifacts ?? {}).flatMap(([name, list]) =>
    list.map((artifact, i) => ({ artifact, label: list.length > 1 ? `${name} [${i}]` : name })),
  )
  if (Object.keys(parameters).length === 0 && artifacts.length === 0) return <p className="soft">{empty}</p>
  return (
    <>
      <ValueTable values={parameters} />
      {artifacts.toSorted(tellingFirst).map(({ artifact, label }) => (
        <ArtifactCard key={`${label}/${artifact.artifact_id}`} artifact={artifact} label={label} eager={eager} />
      ))}
    </>
  )
}

const ORDER = ['Metrics', 'ClassificationMetrics', 'SlicedClassificationMetrics', 'Markdown', 'HTML']

/** Results made to be read come before data. */
function tellingFirst(a: { artifact: Artifact }, b: { artifact: Artifact }): number {
  const rank = ({ type }: Artifact) => (ORDER.indexOf(type.replace(/^system\./, '')) + ORDER.length + 1) % (ORDER.length + 1)
  return rank(a.artifact) - rank(b.artifact)
}
