import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listPipelines } from '../api/kfp'
import { plural } from '../lib/text'
import { Button, Empty, ErrorBox, LinkButton, Skeleton, Snippet } from '../parts/basics'
import { Ago } from '../parts/Clock'
import { PageHead } from '../parts/page'
import { Pager } from '../parts/Pager'
import { SearchField } from '../parts/SearchField'
import { links, type Query } from '../router/route'
import { useSetQuery } from '../router/useRoute'
import type { Pipeline } from '../api/types'

const PAGE_SIZE = 50

const COMPILE = `from kfp import compiler
compiler.Compiler().compile(my_pipeline, "my_pipeline.yaml")`

export function PipelinesPage({ query }: { query: Query }) {
  const setQuery = useSetQuery(query)
  const [trail, setTrail] = useState<string[]>([])
  const text = query.q ?? ''
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['pipelines', text, query.page ?? ''],
    queryFn: ({ signal }) => listPipelines({ text, pageToken: query.page, pageSize: PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
  })
  const search = (q: string) => {
    setTrail([])
    setQuery({ q, page: undefined })
  }
  const next = () => {
    setTrail([...trail, query.page ?? ''])
    setQuery({ page: data?.nextToken }, 'push')
  }
  const previous = () => {
    setTrail(trail.slice(0, -1))
    setQuery({ page: trail.at(-1) || undefined }, 'push')
  }
  return (
    <div className="page">
      <PageHead
        title="Pipelines"
        actions={
          <LinkButton href={links.upload()} kind="primary" icon="upload" id="createPipelineVersionBtn">
            Upload pipeline
          </LinkButton>
        }
      />
      <div className="list-tools">
        <SearchField value={text} onChange={search} label="Search pipelines by name" />
        <span className="list-count" role="status">
          {data && plural(data.total, 'pipeline')}
        </span>
      </div>
      {error && !data && <ErrorBox error={error} title="The pipelines cannot be read" onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data && data.items.length > 0 && <PipelinesTable pipelines={data.items} dimmed={isPlaceholderData} />}
      {data?.items.length === 0 && (text ? <NoMatch onClear={() => search('')} /> : <NoPipelines />)}
      {data && (
        <Pager
          from={query.page && trail.length === 0 ? undefined : trail.length * PAGE_SIZE}
          shown={data.items.length}
          total={data.total}
          {...(query.page ? { onPrevious: previous } : {})}
          {...(data.nextToken ? { onNext: next } : {})}
        />
      )}
    </div>
  )
}

function PipelinesTable({ pipelines, dimmed }: { pipelines: readonly Pipeline[]; dimmed: boolean }) {
  return (
    <table className={`list${dimmed ? ' dimmed' : ''}`}>
      <thead>
        <tr>
          <th scope="col">Pipeline</th>
          <th scope="col" className="right">
            Uploaded
          </th>
          <th scope="col" className="right">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {pipelines.map((pipeline) => (
          <tr key={pipeline.pipeline_id} data-testid="table-row">
            <td>
              <a className="row-link" data-row href={links.pipeline(pipeline.pipeline_id)}>
                {pipeline.display_name ?? pipeline.name}
              </a>
              {pipeline.description && <span className="cell-sub">{pipeline.description}</span>}
            </td>
            <td className="right soft">
              <Ago time={pipeline.created_at} />
            </td>
            <td className="right">
              <a className="button plain small above" href={links.newRun({ pipelineId: pipeline.pipeline_id })}>
                Run
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <Empty title="No pipeline matches" icon="search">
      <Button onClick={onClear}>Clear the search</Button>
    </Empty>
  )
}

function NoPipelines() {
  return (
    <Empty title="No pipelines yet" icon="pipelines">
      <p>Compile one with the kfp SDK, then upload the file. Or skip this: runs can carry their pipeline with them.</p>
      <Snippet code={COMPILE} label="Python code" />
      <LinkButton href={links.upload()} kind="primary" icon="upload">
        Upload pipeline
      </LinkButton>
    </Empty>
  )
}
