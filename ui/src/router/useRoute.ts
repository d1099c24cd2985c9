import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { hashOf, parseHash, type Query, type Route } from './route'

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  window.addEventListener('popstate', changed)
  return () => {
    window.removeEventListener('hashchange', changed)
    window.removeEventListener('popstate', changed)
  }
}

const readHash = () => window.location.hash

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, readHash)
  return useMemo(() => parseHash(hash), [hash])
}

export function go(hash: string): void {
  window.location.hash = hash
}

/** Changes the address without a new step in the browser's history: for selections and filters. */
export function replaceHash(hash: string): void {
  if (hash === window.location.hash) return
  window.history.replaceState(null, '', hash)
  window.dispatchEvent(new PopStateEvent('popstate'))
}

/** The part of the hash before its query, as written. */
export function currentPath(): string {
  return (window.location.hash.replace(/^#/, '').split('?')[0] ?? '') || '/runs'
}

export type SetQuery = (changes: Record<string, string | undefined>, how?: 'replace' | 'push') => void

/** Sets some query values of the present page and keeps the others. */
export function useSetQuery(query: Query): SetQuery {
  return useCallback(
    (changes, how = 'replace') => {
      const next = hashOf(currentPath(), { ...query, ...changes })
      if (how === 'push') go(next)
      else replaceHash(next)
    },
    [query],
  )
}
