import { Component, type ReactNode } from 'react'
import { Button, Empty } from '../parts/basics'

/** Keeps a fault of one page from taking the shell with it. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Empty title="This page broke" icon="warning">
        <p>That is a fault of the page, not of your run. Reloading usually helps; the run goes on in any case.</p>
        <pre className="plain">{error.message}</pre>
        <Button kind="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </Empty>
    )
  }
}
