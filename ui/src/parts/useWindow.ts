import { useLayoutEffect, useRef, useState } from 'react'

const OVERSCAN = 12
/** Short lists are drawn whole: a window would only get in the way of the browser's own search. */
const WHOLE = 200

/** Draws only the rows near the visible part of a scrolling frame. All rows have the same height. */
export function useWindow(count: number, rowHeight: number) {
  const empty = count === 0
  const frame = useRef<HTMLDivElement>(null)
  const [visible, setVisible] = useState({ first: 0, rows: 40 })
  useLayoutEffect(() => {
    const element = frame.current
    if (!element || empty) return
    const measure = () => {
      const first = Math.floor(element.scrollTop / rowHeight)
      const rows = Math.ceil(element.clientHeight / rowHeight)
      setVisible((before) => (before.first === first && before.rows === rows ? before : { first, rows }))
    }
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [rowHeight, empty])
  const whole = count <= WHOLE
  const from = whole ? 0 : Math.max(0, Math.min(visible.first, count - visible.rows) - OVERSCAN)
  const to = whole ? count : Math.min(count, visible.first + visible.rows + OVERSCAN)
  return { frame, range: { from, to }, before: from * rowHeight, after: (count - to) * rowHeight }
}
