import type { Call } from '@quorate/contract'

/** Where a network card is plugged in, decoded. */
export interface NicPlace {
  readonly bridge?: unknown
  readonly tag?: unknown
  readonly trunks?: unknown
}

/** A bridge may be free as a whole or for single VLANs; then also every VLAN that is let through needs to be. */
export function checkBridge(call: Call, { bridge, tag, trunks }: NicPlace): void {
  if (bridge === undefined) return
  const path = `/sdn/zones/localnetwork/${String(bridge)}`
  if (tag === undefined || call.may(path, 'SDN.Use')) return call.authorize(path, 'SDN.Use')
  if (trunks !== undefined) call.authorize(path, 'SDN.Use')
  call.authorize(`${path}/${String(tag)}`, 'SDN.Use')
}
