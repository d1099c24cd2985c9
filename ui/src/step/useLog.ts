import { useEffect, useState } from 'react'
import { openLog } from '../api/penstock'
import { LogBuffer, type LogLine } from '../lib/logBuffer'

export interface LogState {
  lines: readonly LogLine[]
  /** Lines let go because the page holds only the newest. */
  dropped: number
  status: 'loading' | 'following' | 'ended' | 'failed'
  error: unknown
}

interface LogSource {
  runId: string
  taskId: string
  attempt: number | undefined
  live: boolean
  /** First byte to read. */
  from: number
}

const FLUSH_AFTER = 80
const RETRY_AFTER = 2000

/** Reads a log, and follows it while its attempt runs. A lost connection resumes at the byte it had come to. */
export function useLog({ runId, taskId, attempt, live, from }: LogSource): LogState {
  const [state, setState] = useState<LogState>({ lines: [], dropped: 0, status: 'loading', error: undefined })
  useEffect(() => {
    const buffer = new LogBuffer({ partial: from > 0 })
    const abort = new AbortController()
    let offset = from
    let timer: number | undefined
    const show = (status: LogState['status'], error?: unknown) => {
      window.clearTimeout(timer)
      timer = undefined
      if (!abort.signal.aborted) setState({ lines: buffer.lines, dropped: buffer.dropped, status, error })
    }
    const readOnce = async () => {
      const response = await openLog({ runId, taskId, attempt, offset, follow: live, signal: abort.signal })
      const reader = response.body?.getReader()
      if (live) show('following')
      for (;;) {
        const chunk = await reader?.read()
        if (!chunk || chunk.done) return
        offset += chunk.value.length
        buffer.append(chunk.value)
        timer ??= window.setTimeout(() => show(live ? 'following' : 'loading'), FLUSH_AFTER)
      }
    }
    const read = async () => {
      for (let failures = 0; !abort.signal.aborted; failures++) {
        try {
          await readOnce()
          return show('ended')
        } catch (error) {
          if (abort.signal.aborted) return
          if (!live || failures >= 5) return show('failed', error)
          await new Promise((resolve) => window.setTimeout(resolve, RETRY_AFTER))
        }
      }
    }
    void read()
    return () => {
      abort.abort()
      window.clearTimeout(timer)
    }
  }, [runId, taskId, attempt, live, from])
  return state
}
