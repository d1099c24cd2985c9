import type { Freshness } from '../live/stream'

const WORDS: Record<Freshness, string> = {
  connecting: 'Connecting…',
  live: 'Live',
  paused: 'Paused while hidden',
  offline: 'Offline, retrying',
  ended: 'Finished',
}

/** Says how fresh the page is. */
export function FreshnessMark({ freshness }: { freshness: Freshness }) {
  return (
    <span className={`freshness ${freshness}`} data-freshness={freshness}>
      <i aria-hidden="true" />
      {WORDS[freshness]}
    </span>
  )
}
