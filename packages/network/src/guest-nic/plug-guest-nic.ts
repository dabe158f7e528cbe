import type { Host } from '@quorate/host'
import type { GuestNic } from './guest-nic.ts'
import { hostSideMac, tapName } from './guest-nic.ts'
import { plugPort, replugPort } from './plug-port.ts'

/** Makes the tap interface of a virtual machine's card and plugs it into its bridge. Returns its name. */
export async function plugGuestNic(host: Pick<Host, 'links'>, nic: GuestNic): Promise<string> {
  const name = tapName(nic)
  const mtu = nic.mtu !== undefined && nic.mtu > 1 ? { mtu: nic.mtu } : {}
  const mac = nic.mac === undefined ? {} : { mac: hostSideMac(nic.mac) }
  const queues = nic.queues === undefined ? {} : { queues: nic.queues }
  await plugPort(host, { ...nic, name }, () => host.links.createTap(name, { ...mtu, ...mac, ...queues }))
  return name
}

/** Gives the card of a running machine another bridge, VLAN, rate or link state. */
export async function replugGuestNic(host: Pick<Host, 'links'>, nic: GuestNic): Promise<void> {
  await replugPort(host, { ...nic, name: tapName(nic) })
}

/** No error when it is not there. */
export async function unplugGuestNic(host: Pick<Host, 'links'>, nic: Pick<GuestNic, 'vmid' | 'index'>): Promise<void> {
  await host.links.remove(tapName(nic))
}
