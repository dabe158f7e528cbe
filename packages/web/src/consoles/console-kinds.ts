import { useLingui } from '@lingui/react/macro'
import type { OpenConsole } from '../shell/console-store.ts'

/** What a console of a guest is, in a word or two. */
export function useConsoleKinds(): (console: OpenConsole) => string {
  const { t } = useLingui()
  return ({ kind, serial = '' }) => {
    const port = serial.replace('serial', '')
    return { vnc: t`Screen (VNC)`, terminal: t`Terminal`, serial: t`Serial port ${port}`, shell: t`Shell` }[kind]
  }
}
