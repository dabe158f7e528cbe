import { useLingui } from '@lingui/react/macro'
import { ArrowRightLeft, Expand, Pencil, RotateCcw, Trash2, Unplug, Handshake } from 'lucide-react'
import { send } from '../../forms/send.ts'
import type { Guest } from '../../live/guest.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import type { MenuAction } from '../../ui/menu.tsx'
import { configCall } from '../config/config-change.ts'
import { deviceTab, useItem } from '../config/use-item.ts'
import type { GuestConfig } from '../config/use-guest-config.ts'
import { isCdrom, isCloudInit, isDrive, type HardwareItem } from './hardware-items.ts'
import { useConfigNeed } from '../config/use-config-need.ts'

/** Volumes of the guest's own: they can be resized, moved, handed over. */
const ownVolume = (key: string, text: string) =>
  (isDrive(key) && !isCdrom(text) && !isCloudInit(text)) || /^(?:efidisk\d+|tpmstate\d+|rootfs|mp\d+|unused\d+)$/.test(key)

/** What can be done with one line of hardware. */
export function useItemActions(guest: Guest, config: GuestConfig): (item: HardwareItem) => readonly MenuAction[] {
  const { t } = useLingui()
  const { open } = useItem(guest.vmid, deviceTab(guest.kind))
  const need = useConfigNeed(guest.vmid)
  const revert = async (keys: readonly string[]) => {
    const call = configCall(guest, { revert: keys, digest: config.digest })
    try {
      if (call) await send(call)
    } catch (error) {
      toast({ look: 'bad', text: failureText(error) })
    }
  }
  return ({ id, keys }) => {
    const text = config.wanted.get(id) ?? config.current.get(id) ?? ''
    const pending = keys.filter(key => config.pending.some(change => change.key === key))
    const isDevice = /\d$/.test(id) || id === 'watchdog' || id === 'ivshmem'
    const unused = id.startsWith('unused')
    const volume = ownVolume(id, text) && !text.startsWith('/')
    const going = isDevice && !config.wanted.has(id)
    const actions: (MenuAction | false)[] = [
      { label: unused ? t`Attach…` : t`Edit…`, icon: Pencil, onSelect: () => open(id) },
      volume && !unused && !id.startsWith('tpmstate') && { label: t`Resize…`, icon: Expand, onSelect: () => open(`${id}.resize`) },
      volume && { label: t`Move to a storage…`, icon: ArrowRightLeft, onSelect: () => open(`${id}.move`) },
      volume &&
        id !== 'rootfs' && {
          label: t`Hand over to another guest…`,
          icon: Handshake,
          onSelect: () => open(`${id}.reassign`),
          disabledReason: guest.status === 'stopped' || unused ? undefined : t`The guest must be stopped.`,
        },
      pending.length > 0 && { label: t`Revert the pending change`, icon: RotateCcw, onSelect: () => void revert(pending), separated: true },
      isDevice &&
        !going &&
        volume &&
        !unused &&
        id !== 'rootfs' && {
          label: t`Detach…`,
          icon: Unplug,
          onSelect: () => open(`${id}.detach`),
          separated: pending.length === 0,
        },
      isDevice &&
        !going &&
        id !== 'rootfs' &&
        (guest.kind === 'qemu' || !volume || unused) && {
          label: t`Remove…`,
          icon: Trash2,
          danger: true,
          onSelect: () => open(`${id}.remove`),
          separated: pending.length === 0 && !(volume && !unused),
        },
    ]
    const found = actions
      .filter(action => action !== false)
      .map(action => (need === undefined ? action : { ...action, disabledReason: need }))
    // The line itself opens the editor: a menu with nothing else in it says nothing.
    return found.length > 1 ? found : []
  }
}
