import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useStored } from '../lib/useStored'

const NARROWEST = 360
const STEP = 40

/** A panel beside the page's content; its edge can be dragged or moved with the arrow keys, Escape closes it. */
export function SidePanel({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const [width, setWidth] = useStored('panel-width', 580)
  const panel = useRef<HTMLElement>(null)
  useEscape(onClose)
  const widest = () => Math.max(NARROWEST, window.innerWidth - 420)
  const set = (next: number) => setWidth(Math.round(Math.min(widest(), Math.max(NARROWEST, next))))
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    set((panel.current?.getBoundingClientRect().right ?? window.innerWidth) - event.clientX)
  }
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? STEP : event.key === 'ArrowRight' ? -STEP : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    set(width + step)
  }
  return (
    <aside className="side-panel" aria-label={label} ref={panel} style={{ width }}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator is interactive by ARIA */}
      <div
        className="side-panel-edge"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the panel"
        aria-valuenow={width}
        aria-valuemin={NARROWEST}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={keys}
      />
      {children}
    </aside>
  )
}

function useEscape(onClose: () => void): void {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
      close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
