import { useState } from 'react'
import { Dialog } from '../parts/Dialog'
import { setShortcutsOff, shortcutsOff } from './shortcuts'

const KEYS: [string[], string][] = [
  [['g', 'r'], 'Go to runs'],
  [['g', 'p'], 'Go to pipelines'],
  [['g', 'd'], 'Go to schedules'],
  [['g', 'e'], 'Go to experiments'],
  [['g', 'c'], 'Go to the cache'],
  [['g', 's'], 'Go to secrets and config maps'],
  [['g', 'v'], 'Go to volumes'],
  [['g', 'u'], 'Upload a pipeline'],
  [['/'], 'Search in the list or log'],
  [['j', 'k'], 'Next, previous row'],
  [['Enter'], 'Open the row or step'],
  [['f'], 'Fit the graph'],
  [['+', '−'], 'Zoom the graph'],
  [['← ↑ ↓ →'], 'Walk the graph from step to step'],
  [['Esc'], 'Close the panel'],
  [['?'], 'This page'],
]

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const [off, setOff] = useState(shortcutsOff)
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={!off}
          onChange={(event) => {
            setShortcutsOff(!event.target.checked)
            setOff(!event.target.checked)
          }}
        />
        Single-key shortcuts are on
      </label>
    </Dialog>
  )
}
