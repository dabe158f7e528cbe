import type { GuestPlace } from '@quorate/guest'
import type { LxcServices } from './services.ts'

/** Where the config of a container of this node is. */
export function placeHere(services: Pick<LxcServices, 'host'>, vmid: number): GuestPlace {
  return { kind: 'lxc', node: services.host.root.node, vmid }
}
