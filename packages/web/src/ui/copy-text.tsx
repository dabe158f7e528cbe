import { useLingui } from '@lingui/react/macro'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './button.tsx'

/** A text to be copied: a command, an address, a secret. */
export function CopyText({ text }: { text: string }) {
  const { t } = useLingui()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <div className="flex items-start gap-1 rounded-md bg-hover p-2">
      <pre tabIndex={0} className="min-w-0 flex-1 overflow-x-auto font-mono text-[0.9em] whitespace-pre-wrap break-all">
        {text}
      </pre>
      <IconButton icon={copied ? Check : Copy} label={copied ? t`Copied` : t`Copy`} onClick={() => void copy()} />
    </div>
  )
}
