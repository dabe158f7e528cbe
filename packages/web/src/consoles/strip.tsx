import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/button.tsx'
import type { LiveConsole } from './live-console.ts'

/** A line of fields over a console. Escape closes it, and the keyboard is the console's again. */
export function Strip({ console, label, children }: { console: LiveConsole; label: string; children: ReactNode }) {
  const { t } = useLingui()
  function close(): void {
    console.strip.set(undefined)
    console.focus()
  }
  return (
    <div
      role="group"
      aria-label={label}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        close()
      }}
      className="flex items-start gap-2 border-b border-line bg-surface p-2"
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-2">{children}</div>
      <IconButton icon={X} label={t`Close`} onClick={close} />
    </div>
  )
}
