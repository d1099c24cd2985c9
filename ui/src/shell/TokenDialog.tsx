import { useState } from 'react'
import { setToken } from '../api/client'
import { Button } from '../parts/basics'
import { Dialog } from '../parts/Dialog'

/** A server that other hosts can reach asks for its token. It is kept for this tab only. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const [value, setValue] = useState('')
  const save = () => {
    setToken(value.trim())
    window.location.reload()
  }
  return (
    <Dialog
      title="This server asks for a token"
      onClose={onClose}
      actions={
        <Button kind="primary" disabled={value.trim() === ''} onClick={save}>
          Continue
        </Button>
      }
    >
      <p>The server prints it when it starts. It stays in this tab only.</p>
      <label className="field">
        <span>Token</span>
        <input type="password" autoComplete="off" value={value} onChange={(event) => setValue(event.target.value)} />
      </label>
    </Dialog>
  )
}
