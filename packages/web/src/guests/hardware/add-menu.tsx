import { useLingui } from '@lingui/react/macro'
import { ChevronDown, Plus } from 'lucide-react'
import type { Guest } from '../../live/guest.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { deviceTab, useItem } from '../config/use-item.ts'
import { freeKey } from '../config/config-rows.ts'
import type { GuestConfig } from '../config/use-guest-config.ts'
import { isCloudInit } from './hardware-items.ts'
import { useAdditions } from './additions.ts'
import { useConfigNeed } from '../config/use-config-need.ts'

/** Adds a device of any kind. */
export function AddMenu({ guest, config }: { guest: Guest; config: GuestConfig }) {
  const { t } = useLingui()
  const { open } = useItem(guest.vmid, deviceTab(guest.kind))
  const need = useConfigNeed(guest.vmid)
  const additions = useAdditions(guest.kind)
  const drives = [...config.wanted.values()]
  const full = (kind: string, count: number) => {
    if (kind === 'cloudinit') return drives.some(isCloudInit) ? t`There is one already.` : undefined
    if (count === 0) return config.wanted.has(kind) ? t`There is one already.` : undefined
    if (freeKey(config.rows, kind, count) !== undefined) return undefined
    return count === 1 ? t`There is one already.` : t`There are ${count} already.`
  }
  return (
    <Menu
      trigger={
        <Button look="primary" icon={Plus} disabledReason={need}>
          {t`Add`}
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
      actions={additions.map(({ id, label, icon, kind, separated }) => ({
        label,
        icon,
        onSelect: () => open(`add-${id}`),
        disabledReason: full(id === 'cloudinit' ? id : kind.kind, kind.schema.count ?? 0),
        ...(separated !== undefined && { separated }),
      }))}
    />
  )
}
