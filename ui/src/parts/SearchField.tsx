import { useEffect, useRef, useState } from 'react'
import { Icon } from './Icon'

interface SearchFieldProps {
  value: string
  label: string
  onChange: (value: string) => void
}

const PAUSE = 250

/** A search box that reports what was typed after a short pause, or at once on Enter and when cleared. */
export function SearchField({ value, label, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const timer = useRef<number | undefined>(undefined)
  const sent = useRef(value)
  useEffect(() => {
    if (value !== sent.current) setText(value)
    sent.current = value
  }, [value])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const report = (next: string) => {
    window.clearTimeout(timer.current)
    sent.current = next
    onChange(next)
  }
  const type = (next: string) => {
    setText(next)
    window.clearTimeout(timer.current)
    if (next === '') report('')
    else timer.current = window.setTimeout(() => report(next), PAUSE)
  }
  return (
    <div className="search">
      <Icon name="search" />
      <input
        id="tableFilterBox"
        type="search"
        data-search
        placeholder={label}
        aria-label={label}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') report(text)
          if (event.key === 'Escape') {
            event.stopPropagation()
            if (text === '') event.currentTarget.blur()
            else type('')
          }
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  )
}
