import { formatCount } from '../lib/text'
import { Button } from './basics'

interface PagerProps {
  /** How many rows come before this page; unknown when the page was opened by its address. */
  from: number | undefined
  shown: number
  total: number
  onPrevious?: () => void
  onNext?: () => void
}

export function Pager({ from, shown, total, onPrevious, onNext }: PagerProps) {
  if (!onPrevious && !onNext) return null
  return (
    <nav className="pager" aria-label="Pages">
      <span className="soft">
        {from === undefined ? formatCount(shown) : `${formatCount(from + 1)}–${formatCount(from + shown)}`} of {formatCount(total)}
      </span>
      <Button icon="chevronLeft" disabled={!onPrevious} {...(onPrevious ? { onClick: onPrevious } : {})}>
        Newer
      </Button>
      <Button disabled={!onNext} {...(onNext ? { onClick: onNext } : {})}>
        Older
      </Button>
    </nav>
  )
}
