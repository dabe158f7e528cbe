import { useLingui } from '@lingui/react/macro'
import { Copy, Download, Printer } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

interface RecoveryKeysProps {
  readonly userid: string
  readonly keys: readonly string[]
  readonly onClose: () => void
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** New recovery keys, this once: to be printed, copied or saved. */
export function RecoveryKeys({ userid, keys, onClose }: RecoveryKeysProps) {
  const { t } = useLingui()
  const lines = keys.map((key, index) => `${index}: ${key}`)
  const text = [t`Recovery keys of ${userid} for ${location.host}`, '', ...lines, ''].join('\n')
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
      <Notice look="warn" title={t`The keys are shown only now.`} />
      <section data-print className="rounded-lg border border-line bg-surface p-4">
        <h3 className="mb-2 font-medium">{t`Recovery keys of ${userid} for ${location.host}`}</h3>
        <ol className="font-mono text-[0.93em] leading-7">
          {keys.map((key, index) => (
            <li key={key}>
              <span className="mr-3 text-muted">{index}</span>
              {key}
            </li>
          ))}
        </ol>
      </section>
      <div className="flex flex-wrap gap-2">
        <Button icon={Printer} onClick={() => print()}>{t`Print`}</Button>
        <Button icon={Copy} onClick={() => void navigator.clipboard.writeText(text)}>{t`Copy`}</Button>
        <Button icon={Download} onClick={() => download(`recovery-${userid}.txt`, text)}>{t`Download`}</Button>
        <Button look="primary" onClick={onClose}>{t`I have kept them`}</Button>
      </div>
    </div>
  )
}
