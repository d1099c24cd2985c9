import type { StaticGraph } from '../../api/types'
import { iterationOf, placesTo } from '../../lib/paths'
import { Button } from '../../parts/basics'

interface WayProps {
  /** The loop or iteration that is shown. */
  at: string
  graph: StaticGraph | undefined
  /** Items of the loop, when known: there is a next iteration up to there. */
  total: number | undefined
  onGo: (path: string | undefined) => void
  children?: React.ReactNode
}

/** The way from the run down to the loop or iteration on screen; each place on it leads back up. */
export function Way({ at, graph, total, onGo, children }: WayProps) {
  // A plain scope on the way has no page of its own: its inside is drawn in the graph around it.
  const places = placesTo(at, graph).filter((place) => place.kind !== 'scope')
  const item = iterationOf(at)
  return (
    <div className="way">
      <nav aria-label="Place in the run">
        <ol>
          <li>
            <button type="button" className="text-button" onClick={() => onGo(undefined)}>
              Run
            </button>
          </li>
          {places.map((place) => (
            <li key={place.path}>
              {place.path === at ? (
                <b aria-current="location">{place.label}</b>
              ) : (
                <button type="button" className="text-button" onClick={() => onGo(place.path)}>
                  {place.label}
                </button>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {item && (
        <span className="way-steps">
          <Button kind="quiet" icon="chevronLeft" label="Previous iteration" disabled={item.index === 0} onClick={() => onGo(`${item.loop}[${item.index - 1}]`)} />
          <Button
            kind="quiet"
            icon="chevronRight"
            label="Next iteration"
            disabled={total !== undefined && item.index + 1 >= total}
            onClick={() => onGo(`${item.loop}[${item.index + 1}]`)}
          />
        </span>
      )}
      {children}
    </div>
  )
}
