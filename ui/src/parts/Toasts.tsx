import { useSyncExternalStore } from 'react'

interface Toast {
  id: number
  text: string
  tone: 'plain' | 'failed'
}

let toasts: readonly Toast[] = []
let nextId = 1
const watchers = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const watcher of watchers) watcher()
}

/** Tells the outcome of an action, on screen and to screen readers. */
export function tell(text: string, tone: Toast['tone'] = 'plain'): void {
  const id = nextId++
  set([...toasts.slice(-2), { id, text, tone }])
  window.setTimeout(() => set(toasts.filter((toast) => toast.id !== id)), tone === 'failed' ? 9000 : 4500)
}

export const tellError = (error: unknown): void => tell(error instanceof Error ? error.message : String(error), 'failed')

const watch = (changed: () => void) => {
  watchers.add(changed)
  return () => void watchers.delete(changed)
}

export function Toasts() {
  const shown = useSyncExternalStore(watch, () => toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <p key={toast.id} className={`toast ${toast.tone}`}>
          {toast.text}
        </p>
      ))}
    </div>
  )
}
