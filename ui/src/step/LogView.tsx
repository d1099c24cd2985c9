import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type RefObject } from 'react'
import { logUrl } from '../api/penstock'
import { lineMatches, type LogLine } from '../lib/logBuffer'
import { formatBytes, formatCount } from '../lib/text'
import { useStored } from '../lib/useStored'
import { Button, Empty, ErrorBox, Skeleton } from '../parts/basics'
import { LogLines } from './LogLines'
import { LogTools } from './LogTools'
import { useLog } from './useLog'

interface LogViewProps {
  runId: string
  taskId: string
  attempt: number | undefined
  /** Size of the log so far; a long one is opened at its end. */
  bytes: number
  truncated: boolean
  cached: boolean
  live: boolean
  begun: boolean
}

const TAIL = 512_000

export function LogView({ bytes, truncated, cached, live, begun, ...source }: LogViewProps) {
  // Where reading began must not move while the log grows.
  const [from, setFrom] = useState(() => Math.max(0, bytes - TAIL))
  const log = useLog({ ...source, live, from })
  const [wrap, setWrap] = useStored('log-wrap', true)
  const search = useLogSearch(log.lines)
  const { frame, content, ...scroll } = useFollow(live)
  useScrollToMatch(search.current, content)

  if (cached) {
    return (
      <Empty title="Nothing ran" icon="restore">
        <p>This step’s outputs come from the cache. The run that made them has the log.</p>
      </Empty>
    )
  }
  if (!begun) return <Empty title="The log begins with the step" icon="terminal" />
  return (
    <div className="log" data-status={log.status}>
      <LogTools
        search={search}
        wrap={wrap}
        onWrap={() => setWrap(!wrap)}
        follow={live ? scroll.following : undefined}
        onFollow={scroll.toggle}
        downloadUrl={logUrl(source.runId, source.taskId, source.attempt)}
      />
      {log.error !== undefined && <ErrorBox error={log.error} title="The log cannot be read" />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <div className={`log-frame graph-log${wrap ? ' wrap' : ''}`} id="logViewer" ref={frame} tabIndex={0} role="log" aria-label="Log" aria-live="off">
        {from > 0 && log.dropped === 0 && (
          <p className="log-note">
            The log has {formatBytes(bytes)}; this is its end.{' '}
            <Button onClick={() => setFrom(0)}>Read from the beginning</Button>
          </p>
        )}
        {log.dropped > 0 && <p className="log-note">{formatCount(log.dropped)} earlier lines are not held here. Download the log for all of it.</p>}
        {log.status === 'loading' && log.lines.length === 0 && <Skeleton rows={4} />}
        {log.status === 'ended' && log.lines.length === 0 && <p className="log-note">Nothing was written.</p>}
        {log.status === 'following' && log.lines.length === 0 && <p className="log-note">Nothing written yet.</p>}
        <div className="log-lines" ref={content}>
          <LogLines lines={log.lines} wanted={search.text} current={search.current?.id} numbered={from === 0} />
        </div>
        {truncated && <p className="log-note">The step wrote more than the limit; the rest was not kept.</p>}
        {log.status === 'following' && <p className="log-tail">following…</p>}
      </div>
      {!scroll.atEnd && log.lines.length > 0 && (
        <div className="log-jump">
          <Button icon="follow" onClick={scroll.newest}>
            Newest lines
          </Button>
        </div>
      )}
    </div>
  )
}

export interface LogSearch {
  text: string
  setText: (text: string) => void
  matches: readonly LogLine[]
  index: number
  current: LogLine | undefined
  step: (by: 1 | -1) => void
}

function useLogSearch(lines: readonly LogLine[]): LogSearch {
  const [text, setTextOnly] = useState('')
  const [index, setIndex] = useState(0)
  const matches = useMemo(() => (text === '' ? [] : lines.filter((line) => lineMatches(line, text))), [lines, text])
  const setText = useCallback((next: string) => {
    setTextOnly(next)
    setIndex(0)
  }, [])
  const step = (by: 1 | -1) => {
    if (matches.length > 0) setIndex((Math.min(index, matches.length - 1) + by + matches.length) % matches.length)
  }
  return { text, setText, matches, index, current: matches[index], step }
}

function useScrollToMatch(current: LogLine | undefined, content: RefObject<HTMLDivElement | null>): void {
  const id = current?.id
  useEffect(() => {
    if (id !== undefined) content.current?.querySelector(`[data-line="${id}"]`)?.scrollIntoView({ block: 'center' })
  }, [id, content])
}

/** Stays at the end while following; scrolling up lets go, scrolling to the end takes hold again. */
function useFollow(live: boolean) {
  const frame = useRef<HTMLDivElement>(null)
  const [following, setFollowing] = useState(true)
  const [atEnd, setAtEnd] = useState(true)
  const toEnd = useCallback(() => {
    const element = frame.current
    if (element) element.scrollTop = element.scrollHeight
  }, [])
  const content = useRef<HTMLDivElement>(null)
  // The content grows when lines come, and again when blocks out of sight get their real height.
  const grown = useEffectEvent(() => {
    if (following) toEnd()
  })
  useEffect(() => {
    if (!content.current) return
    const observer = new ResizeObserver(() => grown())
    observer.observe(content.current)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let last = element.scrollTop
    const onScroll = () => {
      const end = element.scrollHeight - element.scrollTop - element.clientHeight < 24
      const up = element.scrollTop < last - 4
      last = element.scrollTop
      setAtEnd(end)
      if (end) setFollowing(true)
      else if (up) setFollowing(false)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [])
  const toggle = () => {
    setFollowing(!following)
    if (!following) toEnd()
  }
  const newest = () => {
    setFollowing(true)
    toEnd()
  }
  return { frame, content, following: following && live, atEnd, newest, toggle }
}
