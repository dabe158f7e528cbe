import { useLingui } from '@lingui/react/macro'
import { live } from '../live/live.ts'
import type { OpenConsole } from '../shell/console-store.ts'
import { useStore } from '../store.ts'

/** What people call a console: what it belongs to, and its kind where that says more. */
export function useConsoleName(): (console: OpenConsole) => string {
  const { t } = useLingui()
  const { guests } = useStore(live.inventory)
  return ({ kind, vmid, serial, title, node }) => {
    if (vmid === undefined) return t`Shell of ${node}`
    const name = guests.get(vmid)?.name
    const subject = name ? `${vmid} ${name}` : title
    return kind === 'serial' ? `${subject} · ${serial}` : subject
  }
}
