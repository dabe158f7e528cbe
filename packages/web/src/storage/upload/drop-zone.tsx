import { useLingui } from '@lingui/react/macro'
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'

export interface DropZoneProps {
  /** Endings: `.iso`. */
  readonly accept: readonly string[]
  readonly onFiles: (files: readonly File[]) => void
}

/** Where files are dropped, or chosen. */
export function DropZone({ accept, onFiles }: DropZoneProps) {
  const { t } = useLingui()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const endings = accept.join(', ')
  return (
    <div
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
      className={`flex flex-col items-center gap-2 rounded-lg border-2 border-dashed px-4 py-6 ${over ? 'border-accent bg-selected' : 'border-line'}`}
    >
      <Button icon={FileUp} onClick={() => input.current?.click()}>{t`Choose files`}</Button>
      <p className="text-center text-muted">{t`or drop them here: ${endings}`}</p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept.join(',')}
        onChange={event => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}
