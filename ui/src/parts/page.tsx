import { useEffect, useRef, type ReactNode } from 'react'

export interface Crumb {
  label: string
  href?: string
}

interface PageHeadProps {
  title: string
  crumbs?: readonly Crumb[]
  /** Beside the title: a state, say. */
  badge?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

const NO_CRUMBS: readonly Crumb[] = []

/** The head of every page. Names the document, and takes the focus when the page is new so that readers hear where they are. */
export function PageHead({ title, crumbs = NO_CRUMBS, badge, actions, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title === 'Penstock' ? title : `${title} · Penstock`
  }, [title])
  useEffect(() => {
    const idle = document.activeElement === null || document.activeElement === document.body
    const gone = document.activeElement?.closest('nav') !== null
    if (idle || gone) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header className="page-head">
      {crumbs.length > 0 && (
        <nav className="crumbs" aria-label="Breadcrumb">
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.label}>{crumb.href ? <a href={crumb.href}>{crumb.label}</a> : crumb.label}</li>
            ))}
          </ol>
        </nav>
      )}
      <div className="page-title-row">
        <h1 ref={heading} tabIndex={-1} title={title}>
          {title}
        </h1>
        {badge}
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </header>
  )
}
