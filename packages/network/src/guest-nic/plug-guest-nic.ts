import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { GuestNic } from './guest-nic.ts'
import { hostSideMac, tapName } from './guest-nic.ts'

async function requireBridge(host: Pick<Host, 'links'>, nic: GuestNic): Promise<void> {
  if ((await host.links.bridges()).includes(nic.bridge)) return
  throw new Failure(`cannot plug net${nic.index} of guest ${nic.vmid}: bridge '${nic.bridge}' does not exist on this node`)
}

async function connect(host: Pick<Host, 'links'>, name: string, nic: GuestNic): Promise<void> {
  const { tag, trunks } = nic
  await host.links.attach(name, nic.bridge, { ...(tag !== undefined && { vlan: tag }), ...(trunks !== undefined && { trunks }) })
  if (nic.rate !== undefined && nic.rate > 0) await host.links.setRate(name, nic.rate)
  await host.links.setUp(name, !nic.linkDown)
}

/**
 * Makes the tap interface of a guest's card and plugs it into its bridge: create, attach, up. Returns its name. One
 * that a crash left is made anew. Leaves nothing behind when it fails.
 */
export async function plugGuestNic(host: Pick<Host, 'links'>, nic: GuestNic): Promise<string> {
  const name = tapName(nic)
  const [stale] = await Promise.all([host.links.exists(name), requireBridge(host, nic)])
  if (stale) await host.links.remove(name)
  const mtu = nic.mtu !== undefined && nic.mtu > 1 ? { mtu: nic.mtu } : {}
  const mac = nic.mac === undefined ? {} : { mac: hostSideMac(nic.mac) }
  try {
    await host.links.createTap(name, { ...mtu, ...mac, ...(nic.queues !== undefined && { queues: nic.queues }) })
    await connect(host, name, nic)
  } catch (error) {
    await host.links.remove(name)
    throw new Failure(`cannot plug net${nic.index} of guest ${nic.vmid} into bridge '${nic.bridge}'`, { cause: error })
  }
  return name
}

/** Gives the card of a running guest another bridge, VLAN, rate or link state. */
export async function replugGuestNic(host: Pick<Host, 'links'>, nic: GuestNic): Promise<void> {
  await requireBridge(host, nic)
  const name = tapName(nic)
  if (nic.rate === undefined || nic.rate <= 0) await host.links.setRate(name, undefined)
  await connect(host, name, nic)
}

/** No error when it is not there. */
export async function unplugGuestNic(host: Pick<Host, 'links'>, nic: Pick<GuestNic, 'vmid' | 'index'>): Promise<void> {
  await host.links.remove(tapName(nic))
}
