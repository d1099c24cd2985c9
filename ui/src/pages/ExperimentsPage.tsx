import { useQuery } from '@tanstack/react-query'
import { listExperiments } from '../api/kfp'
import { instant } from '../lib/duration'
import { Empty, ErrorBox, Skeleton } from '../parts/basics'
import { Ago } from '../parts/Clock'
import { PageHead } from '../parts/page'
import { links } from '../router/route'

export function ExperimentsPage() {
  const { data, error, refetch } = useQuery({ queryKey: ['experiments'], queryFn: () => listExperiments(undefined, 200) })
  return (
    <div className="page">
      <PageHead title="Experiments" />
      {error && !data && <ErrorBox error={error} title="The experiments cannot be read" onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data?.items.length === 0 && (
        <Empty title="No experiments yet" icon="experiments">
          <p>An experiment groups runs. Runs that name none belong to “Default”.</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th scope="col">Experiment</th>
              <th scope="col" className="right">
                Last run
              </th>
              <th scope="col" className="right">
                Created
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <tr key={one.experiment_id} data-testid="table-row">
                <td>
                  <a className="row-link" data-row data-testid="experiment-name-link" href={links.experiment(one.experiment_id)}>
                    {one.display_name}
                  </a>
                  {one.description && <span className="cell-sub">{one.description}</span>}
                </td>
                <td className="right soft">{instant(one.last_run_created_at) ? <Ago time={one.last_run_created_at} /> : 'none yet'}</td>
                <td className="right soft">
                  <Ago time={one.created_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data?.nextToken && <p className="soft">Showing the newest {data.items.length} of {data.total}.</p>}
    </div>
  )
}
