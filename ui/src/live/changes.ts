import { useEffect, useSyncExternalStore } from 'react'
import { changesPath } from '../api/penstock'
import type { RunChange } from '../api/types'
import { followStream, type Freshness } from './stream'

type Listener = (change: RunChange) => void

/** One stream of run changes for the whole page, opened with the first listener and closed with the last. */
class ChangesFeed {
  readonly #listeners = new Set<Listener>()
  readonly #watchers = new Set<() => void>()
  #freshness: Freshness = 'connecting'
  #stop: (() => void) | undefined

  get freshness(): Freshness {
    return this.#freshness
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    this.#open()
    return () => {
      this.#listeners.delete(listener)
      this.#closeWhenIdle()
    }
  }

  watchFreshness(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    this.#open()
    return () => {
      this.#watchers.delete(watcher)
      this.#closeWhenIdle()
    }
  }

  #open(): void {
    this.#stop ??= followStream(changesPath, {
      onMessage: (message) => {
        const change = message.event === 'run' ? parse(message.data) : undefined
        if (change) for (const listener of this.#listeners) listener(change)
      },
      onFreshness: (freshness) => {
        this.#freshness = freshness
        for (const watcher of this.#watchers) watcher()
      },
    })
  }

  #closeWhenIdle(): void {
    if (this.#listeners.size > 0 || this.#watchers.size > 0) return
    this.#stop?.()
    this.#stop = undefined
  }
}

function parse(data: string): RunChange | undefined {
  try {
    const change = JSON.parse(data) as RunChange
    return typeof change.run_id === 'string' ? change : undefined
  } catch {
    return undefined
  }
}

const feed = new ChangesFeed()

export function useRunChanges(listener: Listener): void {
  useEffect(() => feed.listen(listener), [listener])
}

const watchFreshness = (watcher: () => void) => feed.watchFreshness(watcher)
const readFreshness = () => feed.freshness

export function useChangesFreshness(): Freshness {
  return useSyncExternalStore(watchFreshness, readFreshness)
}
