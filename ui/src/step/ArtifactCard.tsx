import { lazy, Suspense, useState } from 'react'
import { authHeaders, hasToken } from '../api/client'
import { contentUrl } from '../api/penstock'
import type { Artifact } from '../api/types'
import { formatBytes } from '../lib/text'
import { Button, Chip, CopyButton, Fact, Skeleton } from '../parts/basics'
import { Icon, type IconName } from '../parts/Icon'
import { tellError } from '../parts/Toasts'
import { ClassificationMetrics, hasClassification, hasSlices, SlicedMetrics } from './ClassificationMetrics'
import { JsonTree } from './JsonTree'
import { Metrics, hasMetrics } from './Metrics'

const Preview = lazy(() => import('./Preview'))

interface ArtifactCardProps {
  artifact: Artifact
  label: string
  /** Show what is made to be read at once, without a click. */
  eager: boolean
}

const READABLE = new Set(['system.Markdown', 'system.HTML'])

export function ArtifactCard({ artifact, label, eager }: ArtifactCardProps) {
  const [open, setOpen] = useState(eager && READABLE.has(artifact.type))
  const metrics = artifact.type === 'system.Metrics' && hasMetrics(artifact)
  const classification = hasClassification(artifact)
  const sliced = hasSlices(artifact)
  const hasBytes = !metrics && !classification && !sliced
  return (
    <article className="artifact" data-artifact={label}>
      <header>
        <Icon name={iconOf(artifact)} />
        <h4>{label}</h4>
        <Chip title={artifact.type}>{artifact.type.replace(/^(system|google)\./, '')}</Chip>
        <span className="faint">{formatBytes(artifact.size_bytes)}</span>
        <span className="grow" />
        {hasBytes && (
          <Button kind="quiet" onClick={() => setOpen(!open)} pressed={open}>
            {open ? 'Hide' : 'Preview'}
          </Button>
        )}
        {hasBytes && !artifact.is_directory && <Download artifact={artifact} />}
      </header>
      {metrics && <Metrics artifact={artifact} />}
      {classification && <ClassificationMetrics artifact={artifact} />}
      {sliced && <SlicedMetrics artifact={artifact} />}
      {open && (
        <Suspense fallback={<Skeleton rows={3} />}>
          <Preview artifact={artifact} />
        </Suspense>
      )}
      <Facts artifact={artifact} withMetadata={hasBytes} />
    </article>
  )
}

const ICONS: [RegExp, IconName][] = [
  [/Metrics$/, 'sliders'],
  [/^google\./, 'cloud'],
  [/Dataset$/, 'table'],
  [/Model$/, 'cube'],
]

function iconOf(artifact: Artifact): IconName {
  const byType = ICONS.find(([type]) => type.test(artifact.type))?.[1]
  return byType ?? (artifact.is_directory ? 'folder' : 'file')
}

function Facts({ artifact, withMetadata }: { artifact: Artifact; withMetadata: boolean }) {
  const metadata = withMetadata ? (artifact.metadata ?? {}) : {}
  return (
    <details className="artifact-facts">
      <summary>
        Details<span className="faint artifact-uri">{artifact.uri}</span>
      </summary>
      <dl className="facts">
        <Fact name="URI">
          <code>{artifact.uri}</code> <CopyButton text={artifact.uri} label="Copy URI" />
        </Fact>
        {artifact.digest && (
          <Fact name="Digest">
            <code>{artifact.digest}</code>
          </Fact>
        )}
        <Fact name="Type">{artifact.type}</Fact>
        <Fact name="Id">{artifact.artifact_id}</Fact>
      </dl>
      {Object.keys(metadata).length > 0 && (
        <>
          <h5>Metadata</h5>
          <JsonTree value={metadata} />
        </>
      )}
    </details>
  )
}

/** A plain link where there is no token; with one, the bytes are fetched with it. */
export function Download({ artifact, path }: { artifact: Artifact; path?: string }) {
  const url = contentUrl(artifact.artifact_id, path)
  const name = (path ?? artifact.name).split('/').at(-1) || 'artifact'
  const fetchIt = async (event: React.MouseEvent) => {
    if (!hasToken()) return
    event.preventDefault()
    try {
      const response = await fetch(url, { headers: authHeaders() })
      const blob = URL.createObjectURL(await response.blob())
      Object.assign(document.createElement('a'), { href: blob, download: name }).click()
      URL.revokeObjectURL(blob)
    } catch (cause) {
      tellError(cause)
    }
  }
  return (
    <a className="button quiet only-icon" href={url} download={name} onClick={(event) => void fetchIt(event)} aria-label={`Download ${name}`} title="Download">
      <Icon name="download" />
    </a>
  )
}
