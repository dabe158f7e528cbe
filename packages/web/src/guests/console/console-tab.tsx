import { useLingui } from '@lingui/react/macro'
import { lazy } from 'react'
import { guestAddress } from '../../addresses.ts'
import { parts } from '../../parts.ts'
import { TabLinks } from '../../ui/tab-links.tsx'
import type { GuestTabProps } from '../guest/guest-tab.ts'
import { Monitor } from './monitor.tsx'

const GuestConsole = lazy(async () => ({ default: (await parts.consoles()).GuestConsole }))

/** The guest's console on its page; for VMs also the monitor of QEMU. */
export function ConsoleTab({ guest, item }: GuestTabProps) {
  const { t } = useLingui()
  const { vmid, kind } = guest
  if (kind === 'lxc') return <GuestConsole guest={guest} />
  const shown = item === 'monitor' ? 'monitor' : 'console'
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <TabLinks
        label={t`Consoles`}
        value={shown}
        tabs={[
          { id: 'console', label: t`Picture and serial lines`, to: guestAddress(vmid, 'console') },
          { id: 'monitor', label: t`Monitor`, to: guestAddress(vmid, 'console', 'monitor') },
        ]}
      />
      {shown === 'monitor' ? <Monitor key={vmid} guest={guest} /> : <GuestConsole guest={guest} />}
    </div>
  )
}
