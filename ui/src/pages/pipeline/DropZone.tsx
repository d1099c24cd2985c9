import { useState, type DragEvent } from 'react'
import { formatBytes } from '../../lib/text'
import { Icon } from '../../parts/Icon'

/** A file, dropped or picked. The input itself stays reachable by keyboard. */
export function DropZone({ file, onFile }: { file: File | undefined; onFile: (file: File) => void }) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped) onFile(dropped)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is an extra; the input inside does it all
    <label
      id="dropZone"
      className={`drop-zone${over ? ' over' : ''}${file ? ' filled' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name={file ? 'file' : 'upload'} size={22} />
      <span className="drop-words">
        {file ? (
          <>
            <strong>{file.name}</strong> <span className="faint">{formatBytes(file.size)}</span>
            <span className="drop-sub">Drop or choose another to replace it</span>
          </>
        ) : (
          <>
            <strong>Drop a file here</strong>
            <span className="drop-sub">or choose one from your disk</span>
          </>
        )}
      </span>
      <input
        type="file"
        className="visually-hidden"
        aria-label="Pipeline file"
        accept=".yaml,.yml,.json,.zip,.gz,.tgz"
        onChange={(event) => {
          const picked = event.target.files?.[0]
          if (picked) onFile(picked)
        }}
      />
    </label>
  )
}
