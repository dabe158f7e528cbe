import type { Host, ProcessIdentity } from '@quorate/host'
import { hostSideMac } from './guest-nic.ts'
import { plugPort, replugPort, type Port } from './plug-port.ts'

/** One network card of a container: a pair of interfaces, of which the host keeps one. */
export interface ContainerNic extends Port {
  /** The container's end while it is still among the host's interfaces. */
  readonly peerName: string
  /** of the container's end */
  readonly mac: string
  /** of the container's end; that of the bridge where it is left out */
  readonly mtu?: number | undefined
}

/** Makes the pair and plugs the host's end into its bridge. The other end waits under `peerName` to be moved into the container. */
export async function plugContainerNic(host: Pick<Host, 'links'>, nic: ContainerNic): Promise<void> {
  const mtu = nic.mtu ?? (nic.bridge === undefined ? undefined : host.links.mtu(nic.bridge))
  await plugPort(host, nic, async () => {
    await host.links.remove(nic.peerName)
    await host.links.createVeth(nic.name, { peer: { name: nic.peerName, mac: nic.mac, mtu }, mac: hostSideMac(nic.mac) })
  })
}

/** Moves the container's end into a running container. Takes the card away again when that fails. */
export async function giveContainerNic(
  host: Pick<Host, 'links'>,
  nic: Pick<ContainerNic, 'name' | 'peerName'>,
  init: ProcessIdentity,
  nameInside: string,
): Promise<void> {
  try {
    await host.links.give(nic.peerName, init, nameInside)
  } catch (error) {
    await host.links.remove(nic.name)
    throw error
  }
}

/** Gives the card of a running container another bridge, VLAN, rate or link state. */
export async function replugContainerNic(host: Pick<Host, 'links'>, nic: Port): Promise<void> {
  await replugPort(host, nic)
}

/** Takes the pair away, wherever its other end is. No error when it is not there. */
export async function unplugContainerNic(host: Pick<Host, 'links'>, nic: Pick<ContainerNic, 'name'>): Promise<void> {
  await host.links.remove(nic.name)
}
