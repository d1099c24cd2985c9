import { useMemo, useState } from 'react'
import type { Artifact } from '../api/types'
import { readConfusion, readRoc, readSlices, type Slice } from '../lib/classification'
import { ConfusionMatrix } from './ConfusionMatrix'
import { RocChart } from './RocChart'

export const hasClassification = (artifact: Artifact): boolean =>
  readConfusion(artifact.metadata) !== undefined || readRoc(artifact.metadata) !== undefined

export const hasSlices = (artifact: Artifact): boolean => readSlices(artifact.metadata).length > 0

export function ClassificationMetrics({ artifact }: { artifact: Artifact }) {
  const confusion = useMemo(() => readConfusion(artifact.metadata), [artifact])
  const roc = useMemo(() => readRoc(artifact.metadata), [artifact])
  return (
    <div className="charts">
      {confusion && <ConfusionMatrix confusion={confusion} />}
      {roc && <RocChart series={[{ name: artifact.name, points: roc }]} />}
    </div>
  )
}

const ALL = '*'

/** Metrics of parts of the data: one slice at a time, or the curves of all on top of each other. */
export function SlicedMetrics({ artifact }: { artifact: Artifact }) {
  const slices = useMemo(() => readSlices(artifact.metadata), [artifact])
  const curves = slices.flatMap((slice) => (slice.roc ? [{ name: slice.name, points: slice.roc }] : []))
  const [chosen, setChosen] = useState('0')
  const slice: Slice | undefined = slices[Number(chosen)]
  return (
    <>
      <label className="slice-choice">
        <span className="soft">Slice</span>
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {slices.map((one, i) => (
            <option key={i} value={i}>
              {one.name}
            </option>
          ))}
          {curves.length > 1 && <option value={ALL}>all curves together</option>}
        </select>
      </label>
      <div className="charts">
        {chosen === ALL && <RocChart series={curves} title="ROC curves" />}
        {slice?.confusion && <ConfusionMatrix key={`m${chosen}`} confusion={slice.confusion} />}
        {slice?.roc && <RocChart key={`r${chosen}`} series={[{ name: slice.name, points: slice.roc }]} />}
      </div>
    </>
  )
}
