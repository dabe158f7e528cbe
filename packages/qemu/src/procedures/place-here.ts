import type { GuestPlace } from '@quorate/guest'
import type { QemuServices } from '../services.ts'

/** Where the config of a VM of this node is. */
export function placeHere(services: Pick<QemuServices, 'host'>, vmid: number): GuestPlace {
  return { kind: 'qemu', node: services.host.root.node, vmid }
}
