import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { deletePipeline, getPipeline, listVersions } from '../../api/kfp'
import type { Pipeline, PipelineVersion } from '../../api/types'
import { Button, CopyButton, ErrorBox, LinkButton, Skeleton } from '../../parts/basics'
import { Ago } from '../../parts/Clock'
import { Confirm } from '../../parts/Dialog'
import { Menu } from '../../parts/Menu'
import { PageHead } from '../../parts/page'
import { Tabs } from '../../parts/Tabs'
import { tell, tellError } from '../../parts/Toasts'
import { links, type Query } from '../../router/route'
import { go, useSetQuery } from '../../router/useRoute'
import { ComponentPanel } from './ComponentPanel'
import { InputTable } from './InputTable'
import { PipelineGraph, useVersion } from './PipelineGraph'
import { VersionTable } from './VersionTable'
import '../../styles/run.css'
import '../../styles/graph.css'
import '../../styles/panel.css'
import '../../styles/forms.css'

const TABS = [
  { id: 'graph', label: 'Graph' },
  { id: 'inputs', label: 'Inputs' },
  { id: 'versions', label: 'Versions' },
  { id: 'spec', label: 'Spec' },
] as const
type TabId = (typeof TABS)[number]['id']

interface PipelinePageProps {
  pipelineId: string
  versionId: string | undefined
  query: Query
}

export default function PipelinePage({ pipelineId, versionId, query }: PipelinePageProps) {
  const pipeline = useQuery({ queryKey: ['pipeline', pipelineId], queryFn: () => getPipeline(pipelineId) })
  const versions = useQuery({ queryKey: ['versions', pipelineId], queryFn: () => listVersions(pipelineId) })
  const error = pipeline.error ?? versions.error
  if (error && !(pipeline.data && versions.data)) {
    return (
      <div className="page">
        <PageHead title="Pipeline" crumbs={[{ label: 'Pipelines', href: links.pipelines() }]} />
        <ErrorBox error={error} title="This pipeline cannot be read" onRetry={() => void pipeline.refetch()} />
      </div>
    )
  }
  if (!pipeline.data || !versions.data) {
    return (
      <div className="page">
        <PageHead title="Pipeline" crumbs={[{ label: 'Pipelines', href: links.pipelines() }]} />
        <Skeleton />
      </div>
    )
  }
  const version = versions.data.items.find((one) => one.pipeline_version_id === versionId) ?? versions.data.items[0]
  return <Loaded pipeline={pipeline.data} versions={versions.data.items} version={version} query={query} />
}

interface LoadedProps {
  pipeline: Pipeline
  versions: PipelineVersion[]
  version: PipelineVersion | undefined
  query: Query
}

function Loaded({ pipeline, versions, version, query }: LoadedProps) {
  const setQuery = useSetQuery(query)
  const tab: TabId = TABS.find((one) => one.id === query.tab)?.id ?? 'graph'
  const select = (node: string | undefined) => setQuery({ node })
  return (
    <div className="page run-page">
      <PipelineHead pipeline={pipeline} versions={versions} version={version} />
      {!version ? (
        <p className="callout paused">This pipeline has no version yet. Upload one to run it.</p>
      ) : (
        <div className="run-body">
          <Tabs tabs={TABS} current={tab} label="Views of the pipeline" onSelect={(id) => setQuery({ tab: id })} className="run-tabs">
            {tab === 'graph' && <PipelineGraph version={version} node={query.node} onSelect={select} />}
            {tab === 'inputs' && <WithSpec version={version}>{(spec) => <InputTable spec={spec} />}</WithSpec>}
            {tab === 'versions' && <VersionTable versions={versions} current={version.pipeline_version_id} />}
            {tab === 'spec' && (
              <WithSpec version={version}>{(spec) => <Spec spec={spec} name={version.name ?? 'pipeline'} />}</WithSpec>
            )}
          </Tabs>
          {tab === 'graph' && query.node !== undefined && (
            <ComponentPanel version={version} node={query.node} onClose={() => select(undefined)} />
          )}
        </div>
      )}
    </div>
  )
}

function PipelineHead({ pipeline, versions, version }: Omit<LoadedProps, 'query'>) {
  const name = pipeline.display_name ?? pipeline.name ?? 'Pipeline'
  return (
    <PageHead
      title={name}
      crumbs={[{ label: 'Pipelines', href: links.pipelines() }]}
      badge={
        versions.length > 0 && (
          <select
            className="version-choice"
            aria-label="Version shown"
            value={version?.pipeline_version_id ?? ''}
            onChange={(event) => go(links.pipeline(pipeline.pipeline_id, event.target.value))}
          >
            {versions.map((one, i) => (
              <option key={one.pipeline_version_id} value={one.pipeline_version_id}>
                {one.display_name ?? one.name}
                {i === 0 ? ' (newest)' : ''}
              </option>
            ))}
          </select>
        )
      }
      actions={
        <>
          <LinkButton href={links.upload(pipeline.pipeline_id)} icon="upload">
            Upload version
          </LinkButton>
          {version && (
            <LinkButton
              icon="clock"
              id="createNewRecurringRunBtn"
              href={links.newRun({ pipelineId: pipeline.pipeline_id, pipelineVersionId: version.pipeline_version_id, recurring: '1' })}
            >
              Schedule
            </LinkButton>
          )}
          {version && (
            <LinkButton
              kind="primary"
              icon="play"
              id="createNewRunBtn"
              href={links.newRun({ pipelineId: pipeline.pipeline_id, pipelineVersionId: version.pipeline_version_id })}
            >
              New run
            </LinkButton>
          )}
          <PipelineMenu pipeline={pipeline} versions={versions.length} name={name} />
        </>
      }
    >
      <div className="run-facts">
        <span>
          uploaded <Ago time={version?.created_at ?? pipeline.created_at} />
        </span>
        {version?.code_source_url && /^https?:/.test(version.code_source_url) && (
          <a href={version.code_source_url} rel="noreferrer noopener" target="_blank">
            source
          </a>
        )}
      </div>
      {pipeline.description && <p className="lead">{pipeline.description}</p>}
    </PageHead>
  )
}

function PipelineMenu({ pipeline, versions, name }: { pipeline: Pipeline; versions: number; name: string }) {
  const client = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const remove = useMutation({
    mutationFn: () => deletePipeline(pipeline.pipeline_id),
    onSuccess: () => {
      tell('Deleted.')
      void client.invalidateQueries({ queryKey: ['pipelines'] })
      go(links.pipelines())
    },
    onError: tellError,
    onSettled: () => setDeleting(false),
  })
  return (
    <>
      <Menu label="More actions" items={[{ label: 'Delete…', icon: 'trash', danger: true, onSelect: () => setDeleting(true) }]} />
      {deleting && (
        <Confirm title="Delete this pipeline?" verb="Delete the pipeline" busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={() => setDeleting(false)}>
          <p>
            “{name}” goes with its {versions === 1 ? 'version' : `${versions} versions`}. Its runs stay: each keeps the
            pipeline it was started with.
          </p>
        </Confirm>
      )}
    </>
  )
}

type SpecJson = PipelineVersion['pipeline_spec']

function WithSpec({ version, children }: { version: PipelineVersion; children: (spec: SpecJson) => ReactNode }) {
  const { data, error, refetch } = useVersion(version)
  if (error && !data) return <ErrorBox error={error} title="This version cannot be read" onRetry={() => void refetch()} />
  return data ? children(data.pipeline_spec) : <Skeleton rows={4} />
}

function Spec({ spec, name }: { spec: SpecJson; name: string }) {
  const text = JSON.stringify(spec ?? {}, null, 2)
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    Object.assign(document.createElement('a'), { href: url, download: `${name}.json` }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className="spec">
      <div className="spec-tools">
        <CopyButton text={text} label="Copy the spec" />
        <Button kind="quiet" icon="download" label="Download the spec" onClick={save} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <pre className="text-block tall" tabIndex={0} aria-label="Pipeline spec">
        {text}
      </pre>
    </div>
  )
}
