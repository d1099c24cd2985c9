import { authHeaders, hasToken } from '../api/client'
import { formatCount } from '../lib/text'
import { Button } from '../parts/basics'
import { Icon } from '../parts/Icon'
import { tellError } from '../parts/Toasts'
import type { LogSearch } from './LogView'

interface LogToolsProps {
  search: LogSearch
  wrap: boolean
  onWrap: () => void
  /** Undefined when there is nothing to follow any more. */
  follow: boolean | undefined
  onFollow: () => void
  downloadUrl: string
}

export function LogTools({ search, wrap, onWrap, follow, onFollow, downloadUrl }: LogToolsProps) {
  const found = search.matches.length
  const save = async (event: React.MouseEvent) => {
    if (!hasToken()) return
    event.preventDefault()
    try {
      const response = await fetch(downloadUrl, { headers: authHeaders() })
      const blob = URL.createObjectURL(await response.blob())
      Object.assign(document.createElement('a'), { href: blob, download: 'log.txt' }).click()
      URL.revokeObjectURL(blob)
    } catch (cause) {
      tellError(cause)
    }
  }
  return (
    <div className="log-tools" role="toolbar" aria-label="Log">
      <div className="search small">
        <Icon name="search" />
        <input
          type="search"
          data-search
          placeholder="Search the log"
          aria-label="Search the log"
          value={search.text}
          onChange={(event) => search.setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') search.step(event.shiftKey ? -1 : 1)
            if (event.key !== 'Escape') return
            event.stopPropagation()
            if (search.text === '') event.currentTarget.blur()
            else search.setText('')
          }}
        />
      </div>
      {search.text !== '' && (
        <span className="log-found" role="status">
          {found === 0 ? 'no line' : `${formatCount(search.index + 1)} of ${formatCount(found)}`}
          <Button kind="quiet" icon="chevronDown" label="Next match (Enter)" disabled={found === 0} onClick={() => search.step(1)} />
        </span>
      )}
      <span className="grow" />
      {follow !== undefined && (
        <Button kind="quiet" icon="follow" pressed={follow} onClick={onFollow}>
          Follow
        </Button>
      )}
      <Button kind="quiet" icon="wrap" label="Wrap long lines" pressed={wrap} onClick={onWrap} />
      <a className="button quiet only-icon" href={downloadUrl} download="log.txt" onClick={(event) => void save(event)} aria-label="Download the log" title="Download">
        <Icon name="download" />
      </a>
    </div>
  )
}
