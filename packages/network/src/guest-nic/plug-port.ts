import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** How the host's end of a guest's card is connected. */
export interface Port {
  /** The interface: `tap100i0`, `veth100i0` */
  readonly name: string
  readonly vmid: number
  /** 0 for net0 */
  readonly index: number
  /** undefined: to none */
  readonly bridge?: string | undefined
  readonly tag?: number | undefined
  /** `5;10-20` */
  readonly trunks?: string | undefined
  /** megabytes per second */
  readonly rate?: number | undefined
  readonly linkDown?: boolean | undefined
}

async function requireBridge(host: Pick<Host, 'links'>, { vmid, index, bridge }: Port): Promise<void> {
  if (bridge === undefined || (await host.links.bridges()).includes(bridge)) return
  throw new Failure(`cannot plug net${index} of guest ${vmid}: bridge '${bridge}' does not exist on this node`)
}

async function connect(host: Pick<Host, 'links'>, { name, bridge, tag, trunks, rate, linkDown }: Port): Promise<void> {
  if (bridge !== undefined) {
    await host.links.attach(name, bridge, { ...(tag !== undefined && { vlan: tag }), ...(trunks !== undefined && { trunks }) })
  }
  if (rate !== undefined && rate > 0) await host.links.setRate(name, rate)
  await host.links.setUp(name, !linkDown)
}

/**
 * Makes the interface of a guest's card and plugs it into its bridge: create, attach, up. One that a crash left is made
 * anew. Leaves nothing behind when it fails.
 */
export async function plugPort(host: Pick<Host, 'links'>, port: Port, create: () => Promise<void>): Promise<void> {
  const { name, vmid, index, bridge } = port
  const [stale] = await Promise.all([host.links.exists(name), requireBridge(host, port)])
  if (stale) await host.links.remove(name)
  try {
    await create()
    await connect(host, port)
  } catch (error) {
    await host.links.remove(name)
    const where = bridge === undefined ? '' : ` into bridge '${bridge}'`
    throw new Failure(`cannot plug net${index} of guest ${vmid}${where}`, { cause: error })
  }
}

/** Gives the card of a running guest another bridge, VLAN, rate or link state. */
export async function replugPort(host: Pick<Host, 'links'>, port: Port): Promise<void> {
  await requireBridge(host, port)
  if (port.rate === undefined || port.rate <= 0) await host.links.setRate(port.name, undefined)
  await connect(host, port)
}
