import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../api/errors'
import { getPreview } from '../api/penstock'
import type { Artifact, Preview as PreviewData } from '../api/types'
import { parseCsv, isNumeric } from '../lib/csv'
import { guessText, pictureType, viewerOf, type Viewer } from '../lib/viewer'
import { formatBytes, plural } from '../lib/text'
import { Button, ErrorBox, Skeleton } from '../parts/basics'
import { Icon } from '../parts/Icon'
import { Download } from './ArtifactCard'
import { JsonText } from './JsonTree'
import { Markdown } from './Markdown'

const FIRST = 65_536
/** The most that the server hands out as a preview. */
const MORE = 1_048_576

/** Looks into an artifact without downloading it: the first 64 KiB, or up to 1 MiB when asked. */
export default function Preview({ artifact, path }: { artifact: Artifact; path?: string }) {
  const large = artifact.type === 'system.HTML' || artifact.type === 'system.Markdown'
  const [limit, setLimit] = useState(large ? MORE : FIRST)
  const first = usePreview(artifact, path, limit, true)
  const viewer = first.data ? viewerFor(artifact, path, first.data) : 'text'
  // A picture cut in half is no picture: it is read whole, if it is not huge.
  const cut = first.data?.truncated === true && limit < MORE && viewer !== 'text' && viewer !== 'table'
  const small = path === undefined && Number(artifact.size_bytes ?? Infinity) <= MORE
  const whole = usePreview(artifact, path, MORE, cut && small)
  const { error, refetch } = whole.error ? whole : first
  const data = whole.data ?? (cut && small ? undefined : first.data)
  const needsAll = cut && !small
  if (error instanceof ApiError && error.status === 404 && !data) return <Gone artifact={artifact} message={error.message} />
  if (error && !data) return <ErrorBox error={error} title="There is no preview" onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={3} />
  return (
    <div className="preview">
      {needsAll ? (
        <p className="soft">
          It is larger than {formatBytes(FIRST)}. <Button onClick={() => setLimit(MORE)}>Load up to {formatBytes(MORE)}</Button>
        </p>
      ) : (
        <Body artifact={artifact} data={data} viewer={viewer} />
      )}
      {data.truncated && !needsAll && (
        <p className="soft">
          Only the beginning is shown.{' '}
          {limit < MORE && <Button onClick={() => setLimit(MORE)}>Show up to {formatBytes(MORE)}</Button>}
        </p>
      )}
    </div>
  )
}

/** The record of an artifact outlives its bytes, and some bytes were never ours. */
function Gone({ artifact, message }: { artifact: Artifact; message: string }) {
  return (
    <div className="callout paused" role="status">
      <Icon name="info" />
      <div className="callout-body">
        <p className="callout-title">There are no bytes to show</p>
        <p>{artifact.digest ? 'They were here and are gone: removed by hand, or cleaned up.' : 'Nothing was written there, or they are kept elsewhere.'}</p>
        <p className="faint">{message}</p>
      </div>
    </div>
  )
}

/** By type and name; where those say nothing, by the first bytes. */
function viewerFor(artifact: Artifact, path: string | undefined, data: PreviewData): Viewer {
  const named = viewerOf(artifact.type, data.content_type, path ?? artifact.uri)
  if (named !== 'text') return named
  if (data.base64 !== undefined) return pictureType(data.base64) ? 'image' : 'text'
  return data.text === undefined ? 'text' : guessText(data.text)
}

function usePreview(artifact: Artifact, path: string | undefined, limit: number, enabled: boolean) {
  return useQuery({
    queryKey: ['preview', artifact.artifact_id, path ?? '', limit],
    queryFn: () => getPreview(artifact.artifact_id, limit, path),
    staleTime: Infinity,
    enabled,
    placeholderData: (before: PreviewData | undefined) => (enabled ? before : undefined),
  })
}

function Body({ artifact, data, viewer }: { artifact: Artifact; data: PreviewData; viewer: Viewer }) {
  if (data.is_directory) return <Directory artifact={artifact} data={data} />
  if (viewer === 'image') return <Picture data={data} name={artifact.name} />
  if (data.text === undefined) return <p className="soft">This is not text. Download it to look inside.</p>
  if (data.text === '') return <p className="soft">It is empty.</p>
  if (viewer === 'html') return <Html text={data.text} name={artifact.name} />
  if (viewer === 'markdown') return <Markdown text={data.text} />
  if (viewer === 'json') return <JsonText text={data.text} />
  if (viewer === 'table') return <CsvTable text={data.text} />
  return <TextBlock text={data.text} name={artifact.name} />
}

function TextBlock({ text, name }: { text: string; name: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <pre className="text-block" tabIndex={0} aria-label={name}>
      {text}
    </pre>
  )
}

/**
 * A page made by user code. The frame has an origin of its own and runs no scripts: it can reach neither this page
 * nor the server's API.
 */
function Html({ text, name }: { text: string; name: string }) {
  return (
    <>
      <iframe className="html-frame" title={`HTML of ${name}`} sandbox="" srcDoc={text} referrerPolicy="no-referrer" />
      <p className="chart-note">Shown without scripts. Download it for the full page.</p>
    </>
  )
}

function Picture({ data, name }: { data: PreviewData; name: string }) {
  const type = (data.base64 && pictureType(data.base64)) ?? data.content_type ?? 'image/png'
  // An SVG arrives as text. As the source of an image it can run nothing.
  const source = data.base64 === undefined ? `data:${type},${encodeURIComponent(data.text ?? '')}` : `data:${type};base64,${data.base64}`
  return <img className="picture" src={source} alt={`Artifact ${name}`} />
}

function CsvTable({ text }: { text: string }) {
  const { header, rows, more } = parseCsv(text)
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <div className="csv" tabIndex={0} role="region" aria-label="Table">
        <table>
          <thead>
            <tr>
              {header.map((name, i) => (
                <th key={i} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {row.map((cell, j) => (
                  <td key={j} className={isNumeric(cell) ? 'right' : ''}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p className="chart-note">{plural(more, 'more row')} not shown.</p>}
    </>
  )
}

function Directory({ artifact, data }: { artifact: Artifact; data: PreviewData }) {
  const [open, setOpen] = useState<string>()
  const entries = data.entries ?? []
  if (entries.length === 0) return <p className="soft">This folder is empty.</p>
  return (
    <ul className="folder">
      {entries.map((entry) => (
        <li key={entry.path}>
          <div className="folder-row">
            <button type="button" className="text-button" aria-expanded={open === entry.path} onClick={() => setOpen(open === entry.path ? undefined : entry.path)}>
              {entry.path}
            </button>
            <span className="faint">{formatBytes(entry.size)}</span>
            <Download artifact={artifact} path={entry.path} />
          </div>
          {open === entry.path && <Preview artifact={artifact} path={entry.path} />}
        </li>
      ))}
    </ul>
  )
}
