import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/** Browsers give up on elements taller than some 16 to 33 million pixels; beyond this the scroll bar is a scale. */
const TALLEST = 8_000_000

/**
 * Draws any number of equally high rows. The frame scrolls over a spacer of `height`; inside, a block that sticks to the
 * top is moved up by `shift` and holds the rows `from` to `to`.
 */
export function useVirtual(count: number, rowHeight: number) {
  const frame = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const height = Math.min(count * rowHeight, TALLEST)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight })
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [])
  const room = Math.max(0, count * rowHeight - view.height)
  const travel = Math.max(1, height - view.height)
  const top = Math.min(room, (Math.min(view.top, travel) / travel) * room)
  const from = Math.max(0, Math.floor(top / rowHeight))
  const to = Math.min(count, from + Math.ceil(view.height / rowHeight) + 1)
  const scrollTo = useCallback(
    (row: number) => {
      const element = frame.current
      if (!element) return
      const wanted = Math.min(room, Math.max(0, row * rowHeight - element.clientHeight / 3))
      element.scrollTop = room === 0 ? 0 : (wanted / room) * travel
    },
    [room, travel, rowHeight],
  )
  return { frame, from, to, height, viewHeight: view.height, shift: top - from * rowHeight, scrollTo }
}
