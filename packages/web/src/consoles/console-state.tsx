import { useLingui } from '@lingui/react/macro'
import { RotateCw, Unplug } from 'lucide-react'
import { useStore } from '../store.ts'
import { Button } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import type { LiveConsole } from './live-console.ts'
import { PowerOff } from './power-off.tsx'

/** What keeps a console from being used, over its last picture. Nothing while it is open. */
export function ConsoleState({ console }: { console: LiveConsole }) {
  const { t } = useLingui()
  const { line } = console
  const state = useStore(line.state)
  if (state.kind === 'off') return <PowerOff vmid={console.open.vmid} />
  if (state.kind === 'refused')
    return (
      <div className="absolute inset-0 flex items-center justify-center bg-page/80 p-4">
        <div className="w-full max-w-lg">
          <FailureNotice error={state.error} onRetry={() => line.retry()} />
        </div>
      </div>
    )
  const reason = state.kind === 'lost' ? state.reason : undefined
  const texts = {
    open: undefined,
    connecting: t`Connecting…`,
    lost: reason === undefined ? t`Connection lost, trying again` : t`Connection lost, trying again: ${reason}`,
    finished: t`This session has ended.`,
    gone: t`This guest no longer exists.`,
  }
  const text = texts[state.kind]
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-0 flex justify-center p-2">
      {text !== undefined && (
        <p className="pointer-events-auto flex min-w-0 items-center gap-2 rounded-lg bg-raised py-1 pr-1 pl-3 shadow-panel">
          {state.kind === 'lost' && <Unplug size={15} aria-hidden className="shrink-0 text-warn" />}
          <span className="min-w-0 py-1 break-words">{text}</span>
          {state.kind === 'lost' && <Button look="quiet" onClick={() => line.retry()}>{t`Try now`}</Button>}
          {state.kind === 'finished' && (
            <Button look="quiet" icon={RotateCw} onClick={() => line.retry()}>
              {t`Open again`}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
