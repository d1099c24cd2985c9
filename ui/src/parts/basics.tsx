import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ApiError } from '../api/errors'
import { Icon, type IconName } from './Icon'

type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps {
  kind?: ButtonKind
  icon?: IconName
  children?: ReactNode
  /** Needed when there is only an icon. */
  label?: string
  disabled?: boolean
  id?: string
  pressed?: boolean
  type?: 'button' | 'submit'
  onClick?: () => void
}

export function Button({ kind = 'plain', icon, children, label, disabled, id, pressed, type = 'button', onClick }: ButtonProps) {
  const only = children === undefined
  return (
    <button
      type={type}
      id={id}
      className={`button ${kind}${only ? ' only-icon' : ''}`}
      disabled={disabled}
      onClick={onClick}
      aria-label={only ? label : undefined}
      aria-pressed={pressed}
      title={label}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

export function LinkButton({ href, kind = 'plain', icon, id, children }: { href: string; kind?: ButtonKind; icon?: IconName; id?: string; children: ReactNode }) {
  return (
    <a className={`button ${kind}`} href={href} id={id}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}

/** Copies text and says so where it was pressed. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false)
  const timer = useRef<number | undefined>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const copy = async () => {
    await navigator.clipboard?.writeText(text).catch(() => undefined)
    setCopied(true)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setCopied(false), 1500)
  }
  return (
    <button type="button" className="button quiet only-icon small" onClick={() => void copy()} aria-label={copied ? 'Copied' : label} title={label}>
      <Icon name={copied ? 'check' : 'copy'} size={14} />
    </button>
  )
}

export function Snippet({ code, label }: { code: string; label: string }) {
  return (
    <div className="snippet">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0} aria-label={label}>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={`Copy ${label}`} />
    </div>
  )
}

export function Empty({ title, children, icon }: { title: string; children?: ReactNode; icon?: IconName }) {
  return (
    <div className="empty">
      {icon && (
        <span className="empty-icon">
          <Icon name={icon} size={20} />
        </span>
      )}
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** An error of the server: what happened, what to do, and the whole story on demand. */
export function ErrorBox({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  const known = error instanceof ApiError ? error : undefined
  const message = known?.message ?? (error instanceof Error ? error.message : String(error))
  return (
    <div className="callout failed" role="alert">
      <Icon name="warning" />
      <div className="callout-body">
        <p className="callout-title">{title ?? message}</p>
        {title && <p>{message}</p>}
        {known?.hint && <p className="hint">{known.hint}</p>}
        {known?.detail && (
          <details>
            <summary>The server’s words</summary>
            <pre className="plain">{known.detail}</pre>
          </details>
        )}
      </div>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  )
}

/** Grey bars in the shape of what is coming; shown only when it takes noticeably long. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  )
}

export function Chip({ children, tone, icon, title }: { children: ReactNode; tone?: string; icon?: IconName; title?: string }) {
  return (
    <span className={`chip${tone ? ` tone-${tone}` : ''}`} title={title}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}

/** A name and its value, for lists of facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
