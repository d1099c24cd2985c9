import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Button } from './basics'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  actions?: ReactNode
  wide?: boolean
}

/** A modal dialog: the browser's own element keeps the focus inside and closes on Escape. */
export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className={wide ? 'wide' : ''}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" icon="close" label="Close" onClick={onClose} />
      </header>
      <div className="dialog-body">{children}</div>
      {actions && <footer>{actions}</footer>}
    </dialog>
  )
}

interface ConfirmProps {
  title: string
  verb: string
  children: ReactNode
  busy: boolean
  onConfirm: () => void
  onClose: () => void
}

export function Confirm({ title, verb, children, busy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" onClick={onConfirm} disabled={busy}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
