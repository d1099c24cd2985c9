import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { ApiError } from '../api/errors'
import { ExperimentPage } from '../pages/ExperimentPage'
import { ExperimentsPage } from '../pages/ExperimentsPage'
import { LaterPage, NotFoundPage, StartPage } from '../pages/otherPages'
import { PipelinesPage } from '../pages/PipelinesPage'
import { CachePage } from '../pages/resources/CachePage'
import { VolumesPage } from '../pages/resources/VolumesPage'
import { RunsPage } from '../pages/RunsPage'
import { Skeleton } from '../parts/basics'
import { Toasts } from '../parts/Toasts'
import type { Route } from '../router/route'
import { useRoute } from '../router/useRoute'
import { Boundary } from './Boundary'
import { HelpDialog } from './HelpDialog'
import { useShortcuts } from './shortcuts'
import { Shell } from './Shell'
import { TokenDialog } from './TokenDialog'

const RunPage = lazy(() => import('../pages/run/RunPage'))
const PipelinePage = lazy(() => import('../pages/pipeline/PipelinePage'))
const NewRunPage = lazy(() => import('../pages/pipeline/NewRunPage'))
const UploadPage = lazy(() => import('../pages/pipeline/UploadPage'))
const ComparePage = lazy(() => import('../pages/compare/ComparePage'))
const SchedulesPage = lazy(() => import('../pages/schedules/SchedulesPage'))
const SchedulePage = lazy(() => import('../pages/schedules/SchedulePage'))
const SecretsPage = lazy(() => import('../pages/resources/SecretsPage'))
const StoragePage = lazy(() => import('../pages/resources/StoragePage'))

export const TOKEN_WANTED = 'penstock-token-wanted'

const noticeToken = (error: unknown) => {
  if (error instanceof ApiError && error.status === 401) window.dispatchEvent(new Event(TOKEN_WANTED))
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError: noticeToken }),
  mutationCache: new MutationCache({ onError: noticeToken }),
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only a server that cannot be reached is worth asking again.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503),
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
  },
})

export function App() {
  const route = useRoute()
  const [help, setHelp] = useState(false)
  const [token, setToken] = useState(false)
  useShortcuts({ onHelp: () => setHelp(true) })
  useEffect(() => {
    const ask = () => setToken(true)
    window.addEventListener(TOKEN_WANTED, ask)
    return () => window.removeEventListener(TOKEN_WANTED, ask)
  }, [])
  return (
    <QueryClientProvider client={client}>
      <Shell route={route} onHelp={() => setHelp(true)}>
        <Boundary key={identityOf(route)}>
          <Suspense fallback={<Skeleton />}>
            <Page route={route} />
          </Suspense>
        </Boundary>
      </Shell>
      {help && <HelpDialog onClose={() => setHelp(false)} />}
      {token && <TokenDialog onClose={() => setToken(false)} />}
      <Toasts />
    </QueryClientProvider>
  )
}

/** What makes a page another page: its kind and its object, not its filters or selection. */
function identityOf(route: Route): string {
  const { query: _, ...identity } = route
  return JSON.stringify(identity)
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'runs':
      return <RunsPage archived={route.archived} query={route.query} />
    case 'run':
      return <RunPage runId={route.runId} executionId={route.executionId} query={route.query} />
    case 'new-run':
      return <NewRunPage query={route.query} />
    case 'pipelines':
      return <PipelinesPage query={route.query} />
    case 'pipeline':
      return <PipelinePage pipelineId={route.pipelineId} versionId={route.versionId} query={route.query} />
    case 'upload':
      return <UploadPage query={route.query} />
    case 'experiments':
      return <ExperimentsPage />
    case 'experiment':
      return <ExperimentPage experimentId={route.experimentId} query={route.query} />
    case 'schedules':
      return <SchedulesPage query={route.query} />
    case 'schedule':
      return <SchedulePage scheduleId={route.scheduleId} query={route.query} />
    case 'cache':
      return <CachePage query={route.query} />
    case 'secrets':
      return <SecretsPage query={route.query} />
    case 'volumes':
      return <VolumesPage />
    case 'storage':
      return <StoragePage />
    case 'compare':
      return <ComparePage runIds={route.runIds} />
    case 'start':
      return <StartPage />
    case 'later':
      return <LaterPage name={route.name} />
    case 'not-found':
      return <NotFoundPage path={route.path} />
  }
}
