import { useLingui } from '@lingui/react/macro'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useStore } from '../store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { dismiss, toasts } from './toast-store.ts'

const icons = { good: CircleCheck, bad: CircleAlert, info: Info }
const colours = { good: 'text-good', bad: 'text-bad', info: 'text-muted' }

/** What just happened, in the corner of the page; never over the buttons of a panel. */
export function Toasts() {
  const { t } = useLingui()
  const shown = useStore(toasts)
  return (
    <div
      role="region"
      aria-label={t`Messages`}
      aria-live="polite"
      className="pointer-events-none fixed right-3 bottom-16 z-50 flex w-[min(26rem,calc(100vw-1.5rem))] flex-col gap-2 md:right-[calc(var(--panel-width)+0.75rem)] md:bottom-12 md:w-[min(26rem,calc(100vw-1.5rem-var(--panel-width)))]"
    >
      {shown.map(toast => {
        const Icon = icons[toast.look]
        return (
          <div key={toast.id} className="pointer-events-auto flex items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 shadow-panel">
            <Icon size={17} aria-hidden className={`shrink-0 ${colours[toast.look]}`} />
            <p className="min-w-0 flex-1 break-words">{toast.text}</p>
            {toast.action && (
              <Button
                look="quiet"
                className="text-accent"
                onClick={() => {
                  toast.action?.run()
                  dismiss(toast.id)
                }}
              >
                {toast.action.label}
              </Button>
            )}
            <IconButton icon={X} label={t`Dismiss`} onClick={() => dismiss(toast.id)} />
          </div>
        )
      })}
    </div>
  )
}
