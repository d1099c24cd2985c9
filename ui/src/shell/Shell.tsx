import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { getServer } from '../api/penstock'
import { useChangesFreshness } from '../live/changes'
import { Icon, type IconName } from '../parts/Icon'
import { links, type Route } from '../router/route'
import { FreshnessMark } from '../parts/Freshness'
import { ThemeSwitch } from './ThemeSwitch'

const NAV: { label: string; icon: IconName; href: string; pages: Route['page'][] }[] = [
  { label: 'Runs', icon: 'runs', href: links.runs(), pages: ['runs', 'run', 'new-run', 'compare'] },
  { label: 'Schedules', icon: 'clock', href: links.schedules(), pages: ['schedules', 'schedule'] },
  { label: 'Pipelines', icon: 'pipelines', href: links.pipelines(), pages: ['pipelines', 'pipeline', 'upload'] },
  { label: 'Experiments', icon: 'experiments', href: links.experiments(), pages: ['experiments', 'experiment'] },
]

/** What runs leave behind or need to be there. */
const STORE: typeof NAV = [
  { label: 'Cache', icon: 'restore', href: links.cache(), pages: ['cache'] },
  { label: 'Secrets', icon: 'key', href: links.secrets(), pages: ['secrets'] },
  { label: 'Volumes', icon: 'volume', href: links.volumes(), pages: ['volumes'] },
  { label: 'Storage', icon: 'archive', href: links.storage(), pages: ['storage'] },
]

export function Shell({ route, onHelp, children }: { route: Route; onHelp: () => void; children: ReactNode }) {
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={() => document.querySelector<HTMLElement>('#main')?.focus()}>
        Skip to content
      </button>
      <aside className="sidebar">
        <a className="brand" href={links.runs()}>
          <Mark />
          <span>Penstock</span>
        </a>
        <nav aria-label="Main">
          {[...NAV, ...STORE].map((item) => (
            <a
              className={item === STORE[0] ? 'apart' : ''}
              key={item.label}
              href={item.href}
              title={item.label}
              aria-current={item.pages.includes(route.page) ? 'page' : undefined}
            >
              <Icon name={item.icon} />
              <span>{item.label}</span>
            </a>
          ))}
        </nav>
        <div className="sidebar-foot">
          <ServerLine lists={route.page === 'runs' || route.page === 'experiment' || route.page === 'schedule'} />
          <div className="sidebar-tools">
            <ThemeSwitch />
            <button type="button" className="button quiet only-icon" onClick={onHelp} aria-label="Keyboard shortcuts and help" title="Help (?)">
              <Icon name="help" />
            </button>
          </div>
        </div>
      </aside>
      <main id="main" tabIndex={-1}>
        <Notices />
        {children}
      </main>
    </div>
  )
}

function useServer() {
  return useQuery({ queryKey: ['server'], queryFn: getServer, staleTime: 60_000 })
}

/** Only lists of runs follow the feed: a browser has but six connections to one host, for all its windows. */
function ServerLine({ lists }: { lists: boolean }) {
  const { data } = useServer()
  return (
    <div className="server-line">
      {lists && <FeedMark />}
      {data?.version && <span className="faint">{data.version}</span>}
    </div>
  )
}

function FeedMark() {
  return <FreshnessMark freshness={useChangesFreshness()} />
}

function Notices() {
  const { data } = useServer()
  const notices = data?.notices ?? []
  if (notices.length === 0) return null
  return (
    <div className="notices">
      {notices.map((notice) => (
        <p key={notice} className="callout paused">
          <Icon name="info" />
          <span>{notice}</span>
        </p>
      ))}
    </div>
  )
}

function Mark() {
  return (
    <svg className="mark" width="24" height="24" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--brand-ground)" />
      <path
        d="M6 9h7c3 0 4.500 1.700 5.600 4.300l1.100 2.700c1 2.400 2.100 3.500 4.300 3.500H26"
        fill="none"
        stroke="var(--brand-1)"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <path
        d="M6 17h3.500c2 0 3 .9 3.900 2.800l.6 1.300c.8 1.700 1.800 2.400 3.700 2.400H20"
        fill="none"
        stroke="var(--brand-2)"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </svg>
  )
}
