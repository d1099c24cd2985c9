import { useQuery } from '@tanstack/react-query'
import { getExperiment } from '../api/kfp'
import { ErrorBox, LinkButton } from '../parts/basics'
import { PageHead } from '../parts/page'
import { links, type Query } from '../router/route'
import { RunList } from './RunsPage'

export function ExperimentPage({ experimentId, query }: { experimentId: string; query: Query }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['experiment', experimentId],
    queryFn: () => getExperiment(experimentId),
  })
  return (
    <div className="page">
      <PageHead
        title={data?.display_name ?? 'Experiment'}
        crumbs={[{ label: 'Experiments', href: links.experiments() }, { label: data?.display_name ?? experimentId }]}
        actions={
          <LinkButton href={links.newRun({ experimentId })} kind="primary" icon="plus">
            New run
          </LinkButton>
        }
      >
        {data?.description && <p className="lead">{data.description}</p>}
      </PageHead>
      {error && !data ? (
        <ErrorBox error={error} title="This experiment cannot be read" onRetry={() => void refetch()} />
      ) : (
        <RunList archived={false} query={query} experimentId={experimentId} />
      )}
    </div>
  )
}
