import { useId, type KeyboardEvent, type ReactNode } from 'react'

export interface Tab<T extends string> {
  id: T
  label: ReactNode
}

interface TabsProps<T extends string> {
  tabs: readonly Tab<T>[]
  current: T
  label: string
  onSelect: (id: T) => void
  children: ReactNode
  className?: string
}

/** Tabs by the WAI-ARIA pattern: one stop for Tab, arrows move, the panel is named by its tab. */
export function Tabs<T extends string>({ tabs, current, label, onSelect, children, className = '' }: TabsProps<T>) {
  const base = useId()
  const move = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = tabs.findIndex((tab) => tab.id === current)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    onSelect(next.id)
    document.getElementById(`${base}-${next.id}`)?.focus()
  }
  return (
    <div className={`tabs ${className}`}>
      <div role="tablist" aria-label={label} className="tablist">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            aria-selected={tab.id === current}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => onSelect(tab.id)}
            onKeyDown={move}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current}`} className="tabpanel">
        {children}
      </div>
    </div>
  )
}
