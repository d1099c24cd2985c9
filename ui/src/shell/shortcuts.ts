import { useEffect, useEffectEvent } from 'react'
import { links } from '../router/route'
import { go } from '../router/useRoute'

const JUMPS: Record<string, string> = {
  r: links.runs(),
  p: links.pipelines(),
  e: links.experiments(),
  d: links.schedules(),
  u: links.upload(),
  c: links.cache(),
  s: links.secrets(),
  v: links.volumes(),
}

const OFF = 'penstock.shortcuts-off'

/** Single keys can be switched off (WCAG 2.1.4): speech input would press them by accident. */
export const shortcutsOff = (): boolean => readOff()

export function setShortcutsOff(off: boolean): void {
  try {
    if (off) localStorage.setItem(OFF, 'true')
    else localStorage.removeItem(OFF)
  } catch {
    // Without storage they stay on.
  }
}

function readOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null
  } catch {
    return false
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Moves the focus between the rows of the list on the page. */
function moveRow(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  if (rows.length === 0) return false
  const at = rows.findIndex((row) => row === document.activeElement)
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return true
}

function focusSearch(): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>('[data-search]')].filter((field) => field.offsetParent !== null)
  const field = fields.at(-1)
  field?.focus()
  field?.select()
  return field !== undefined
}

export function useShortcuts({ onHelp }: { onHelp: () => void }): void {
  const help = useEffectEvent(onHelp)
  useEffect(() => {
    let pending = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || document.querySelector('dialog[open]') || shortcutsOff()) return
      const jump = Date.now() - pending < 1200 ? JUMPS[event.key] : undefined
      pending = event.key === 'g' ? Date.now() : 0
      const handled = jump !== undefined ? (go(jump), true) : single(event.key, help)
      if (handled) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function single(key: string, help: () => void): boolean {
  if (key === '/') return focusSearch()
  if (key === 'j' || key === 'ArrowDown') return isRowFocused(key) && moveRow(1)
  if (key === 'k' || key === 'ArrowUp') return isRowFocused(key) && moveRow(-1)
  if (key === '?') {
    help()
    return true
  }
  return false
}

/** j and k always walk the list; the arrows only once a row has the focus, as they scroll the page otherwise. */
function isRowFocused(key: string): boolean {
  return key.length === 1 || document.activeElement?.matches('[data-row]') === true
}
