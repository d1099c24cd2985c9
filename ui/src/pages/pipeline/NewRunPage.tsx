import { useQuery } from '@tanstack/react-query'
import { getKfpRun, listPipelines, listVersions } from '../../api/kfp'
import type { KfpRun } from '../../api/types'
import { Empty, ErrorBox, LinkButton, Skeleton } from '../../parts/basics'
import { PageHead } from '../../parts/page'
import { links, type Query } from '../../router/route'
import { useSetQuery } from '../../router/useRoute'
import { NewRunForm } from './NewRunForm'
import { useVersion } from './PipelineGraph'
import '../../styles/forms.css'
import '../../styles/schedules.css'

/** Starts a run: of a pipeline version, or of whatever an earlier run was started with. */
export default function NewRunPage({ query }: { query: Query }) {
  const original = useQuery({
    queryKey: ['kfp-run', query.cloneFromRun],
    queryFn: () => getKfpRun(query.cloneFromRun ?? ''),
    enabled: Boolean(query.cloneFromRun),
  })
  const waiting = Boolean(query.cloneFromRun) && !original.data && !original.error
  return (
    <div className="page narrow">
      <PageHead
        title={query.recurring === '1' ? 'New schedule' : 'New run'}
        crumbs={[query.recurring === '1' ? { label: 'Schedules', href: links.schedules() } : { label: 'Runs', href: links.runs() }]}
      >
        {original.data && (
          <p className="lead">
            Everything is filled in from <a href={links.run(original.data.run_id)}>{original.data.display_name}</a>.
          </p>
        )}
      </PageHead>
      {original.error && <ErrorBox error={original.error} title="The run to start again cannot be read" />}
      {waiting ? <Skeleton /> : <Chooser query={query} original={original.data} />}
    </div>
  )
}

function Chooser({ query, original }: { query: Query; original: KfpRun | undefined }) {
  const setQuery = useSetQuery(query)
  const reference = original?.pipeline_version_reference
  const inline = original?.pipeline_spec
  const pipelineId = query.pipelineId ?? reference?.pipeline_id
  const pipelines = useQuery({
    queryKey: ['pipelines-to-choose'],
    queryFn: () => listPipelines({ text: '', pageSize: 200 }),
    enabled: !inline,
  })
  const versions = useQuery({
    queryKey: ['versions', pipelineId],
    queryFn: () => listVersions(pipelineId ?? ''),
    enabled: Boolean(pipelineId) && !inline,
  })
  const wanted = query.pipelineVersionId ?? (query.pipelineId ? undefined : reference?.pipeline_version_id)
  const version = versions.data?.items.find((one) => one.pipeline_version_id === wanted) ?? versions.data?.items[0]
  const whole = useVersion(version)
  if (original && inline) return <NewRunForm key={original.run_id} source={{ spec: inline }} original={original} query={query} />
  if (pipelines.error) return <ErrorBox error={pipelines.error} title="The pipelines cannot be read" />
  if (!pipelines.data) return <Skeleton />
  if (pipelines.data.items.length === 0) {
    return (
      <Empty title="There is no pipeline to run" icon="pipelines">
        <LinkButton href={links.upload()} kind="primary" icon="upload">
          Upload pipeline
        </LinkButton>
      </Empty>
    )
  }
  const pipeline = pipelines.data.items.find((one) => one.pipeline_id === pipelineId)
  return (
    <>
      <div className="form-row">
        <label className="field">
          <span>Pipeline</span>
          <select value={pipelineId ?? ''} onChange={(event) => setQuery({ pipelineId: event.target.value, pipelineVersionId: undefined })}>
            {!pipeline && <option value="">Choose a pipeline…</option>}
            {pipelines.data.items.map((one) => (
              <option key={one.pipeline_id} value={one.pipeline_id}>
                {one.display_name ?? one.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Version</span>
          <select
            value={version?.pipeline_version_id ?? ''}
            disabled={!versions.data}
            onChange={(event) => setQuery({ pipelineVersionId: event.target.value })}
          >
            {(versions.data?.items ?? []).map((one) => (
              <option key={one.pipeline_version_id} value={one.pipeline_version_id}>
                {one.display_name ?? one.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {versions.error && <ErrorBox error={versions.error} title="The versions cannot be read" />}
      {version && whole.error && <ErrorBox error={whole.error} title="This version cannot be read" />}
      {version && !whole.data && !whole.error && <Skeleton />}
      {version && whole.data && (
        <NewRunForm
          key={version.pipeline_version_id}
          source={{ version: whole.data, name: pipeline?.display_name ?? pipeline?.name ?? 'run' }}
          original={original}
          query={query}
        />
      )}
    </>
  )
}
