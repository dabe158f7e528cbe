import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { guestAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import type { Guest } from '../live/guest.ts'
import { useStore } from '../store.ts'
import { Card } from '../ui/card.tsx'
import { formatBytes, formatPercent } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { Tabs } from '../ui/tabs.tsx'

const shown = 6

/** The guests that use most. */
export function TopGuests() {
  const { t } = useLingui()
  const [by, setBy] = useState<'cpu' | 'mem'>('cpu')
  const { guests, nodes } = useStore(live.inventory)
  const value = by === 'cpu' ? (guest: Guest) => guest.cpu * guest.maxcpu : (guest: Guest) => guest.mem
  const top = [...guests.values()]
    .filter(guest => guest.status === 'running')
    .toSorted((a, b) => value(b) - value(a))
    .slice(0, shown)
  const ids = top.map(guest => guest.vmid).join()
  useEffect(() => {
    live.show([...ids.split(',').filter(Boolean), ...[...nodes.keys()].map(node => `node/${node}`)])
  }, [ids, nodes.size])
  return (
    <Card
      title={t`Top consumers`}
      actions={
        <Tabs<'cpu' | 'mem'>
          label={t`Top consumers`}
          value={by}
          onChange={setBy}
          tabs={[
            { id: 'cpu', label: t`CPU` },
            { id: 'mem', label: t`Memory` },
          ]}
        />
      }
    >
      {top.length === 0 && <p className="text-muted">{t`No guest is running.`}</p>}
      <ul>
        {top.map(guest => (
          <li key={guest.vmid} className="flex items-center gap-3 border-t border-line py-1 first:border-0">
            <span className="w-12 shrink-0 text-muted tabular-nums">{guest.vmid}</span>
            <Link to={guestAddress(guest.vmid)} className="min-w-0 flex-1 truncate font-medium hover:underline">
              <bdi>{guest.name}</bdi>
            </Link>
            <Meter
              value={by === 'cpu' ? guest.cpu : guest.mem / guest.maxmem}
              label={by === 'cpu' ? t`CPU` : t`Memory`}
              look={by === 'cpu' ? 'first' : 'second'}
            />
            <span className="w-20 text-right tabular-nums">
              {by === 'cpu' ? formatPercent(guest.cpu) : formatBytes(guest.mem)}
              {by === 'cpu' && <span className="text-muted"> / {guest.maxcpu}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
