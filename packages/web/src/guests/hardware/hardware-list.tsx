import { useLingui } from '@lingui/react/macro'
import type { Guest } from '../../live/guest.ts'
import { Card } from '../../ui/card.tsx'
import type { Reading } from '../config/read-value.ts'
import type { GuestConfig } from '../config/use-guest-config.ts'
import { deviceTab } from '../config/use-item.ts'
import { hardwareIcon } from './hardware-icons.ts'
import { groupOrder, hardwareItems, type HardwareItem } from './hardware-items.ts'
import { HardwareRow } from './hardware-row.tsx'
import { readItem } from './read-item.ts'
import { useLiveAddresses } from './use-live-addresses.ts'
import { useHardwareWords } from './use-hardware-words.ts'
import { useItemActions } from './use-item-actions.ts'

interface HardwareListProps {
  readonly guest: Guest
  readonly config: GuestConfig
  /** What is open beside the list. */
  readonly item: string | undefined
}

const same = (a: Reading | undefined, b: Reading | undefined) => JSON.stringify(a) === JSON.stringify(b)

/** All hardware of a guest in groups, with what is pending. */
export function HardwareList({ guest, config, item }: HardwareListProps) {
  const words = useHardwareWords(guest.kind)
  const actionsOf = useItemActions(guest, config)
  const { t } = useLingui()
  const live = useLiveAddresses(guest)
  const all = new Map([...config.current, ...config.wanted])
  const items = hardwareItems(guest.kind, all)
  const row = (line: HardwareItem) => {
    const [now, next] = [readItem(guest.kind, line, config.current), readItem(guest.kind, line, config.wanted)]
    const changes = config.pending.some(({ key }) => line.keys.includes(key)) && !same(now, next)
    const comes = changes && !line.keys.some(key => config.current.has(key)) && line.keys.length === 1 && line.id === line.keys[0]
    const isDevice = /\d$/.test(line.id)
    const mac = line.group === 'network' ? /(?:[\dA-F]{2}:){5}[\dA-F]{2}/i.exec(config.current.get(line.id) ?? '')?.[0] : undefined
    const addresses = mac === undefined ? undefined : live.get(mac.toUpperCase())?.join(', ')
    return (
      <HardwareRow
        key={line.id}
        vmid={guest.vmid}
        tab={deviceTab(guest.kind)}
        id={line.id}
        icon={hardwareIcon(line.id, all)}
        label={words.itemName(line, all)}
        badge={isDevice ? line.id : undefined}
        now={comes && isDevice ? undefined : now}
        {...(changes && { next: { reading: next } })}
        note={addresses ? t`has ${addresses}` : undefined}
        actions={actionsOf(line)}
        active={item?.split('.')[0] === line.id}
      />
    )
  }
  return groupOrder
    .map(group => ({ group, lines: items.filter(line => line.group === group) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ group, lines }) => (
      <Card key={group} title={words.groups[group]} className="overflow-hidden">
        <ul className="@container -mx-4 -mb-3 border-t border-line">{lines.map(row)}</ul>
      </Card>
    ))
}
