import type { GuestConfig } from '../../config/use-guest-config.ts'
import { isCdrom, isCloudInit, isDrive } from '../hardware-items.ts'
import { cdromKind, cloudInitKind } from './cdrom-kind.tsx'
import { containerKinds, vmKinds } from './kinds.ts'
import type { DeviceKind } from './device-kind.ts'
import { diskKind } from './disk-kind.tsx'

/** The form that edits a device; undefined: it has none, such as one that only root writes. */
export function kindOf(guestKind: 'qemu' | 'lxc', key: string, config: GuestConfig): DeviceKind | undefined {
  const text = config.wanted.get(key) ?? config.current.get(key) ?? ''
  if (guestKind === 'qemu' && isDrive(key)) return isCloudInit(text) ? cloudInitKind : isCdrom(text) ? cdromKind : diskKind(key)
  const kind = key.replace(/\d+$/, '')
  return (guestKind === 'qemu' ? vmKinds : containerKinds).find(one => one.kind === kind)
}
