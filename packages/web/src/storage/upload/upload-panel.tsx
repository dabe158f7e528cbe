import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useState } from 'react'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { formatBytes } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { checksumOf, ChecksumFields, noChecksum, type ChecksumValues } from '../bring/checksum-fields.tsx'
import { broughtKinds } from '../content-names.ts'
import { DropZone } from './drop-zone.tsx'
import { endingsOf, fitsContent, storedName } from './stored-name.ts'
import { uploads } from './uploads.ts'

interface Chosen {
  readonly file: File
  readonly name: string
  readonly checksum: ChecksumValues
}

/** Sends files to a storage; argument: `pve/local/iso`. The page of the storage shows how far they are. */
export function UploadPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const [node = '', storage = '', given] = argument.split('/')
  const content = broughtKinds.find(kind => kind === given) ?? 'iso'
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const change = (at: number, next: Partial<Chosen>) => setChosen(chosen.map((one, index) => (index === at ? { ...one, ...next } : one)))
  const ready = chosen.length > 0 && chosen.every(({ name }) => fitsContent(content, name))
  function begin(): void {
    uploads.add(chosen.map(({ file, name, checksum }) => ({ node, storage, content, file, name, checksum: checksumOf(checksum) })))
    onClose()
  }
  return (
    <SidePanel title={t`Upload to ${storage}`} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <DropZone
          accept={endingsOf(content)}
          onFiles={files => setChosen([...chosen, ...files.map(file => ({ file, name: storedName(file.name), checksum: noChecksum }))])}
        />
        {chosen.map(({ file, name, checksum }, at) => (
          <section key={`${file.name} ${at}`} aria-label={name} className="flex flex-col gap-3 rounded-lg border border-line p-3">
            <div className="flex items-center gap-2">
              <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
              <span className="text-muted tabular-nums">{formatBytes(file.size)}</span>
              <IconButton icon={X} label={t`Leave ${name} out`} onClick={() => setChosen(chosen.filter((_, index) => index !== at))} />
            </div>
            {!fitsContent(content, name) && <Notice look="bad" title={t`Files of this kind cannot be kept there.`} />}
            <ChecksumFields value={checksum} onChange={next => change(at, { checksum: next })} />
          </section>
        ))}
      </div>
      <div className="flex items-center gap-2 border-t border-line px-4 py-2.5">
        <Button look="primary" disabled={!ready} onClick={begin}>{t`Upload`}</Button>
        <Button onClick={onClose}>{t`Cancel`}</Button>
      </div>
    </SidePanel>
  )
}
