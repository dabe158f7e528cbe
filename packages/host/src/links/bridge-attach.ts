import { Failure } from '@quorate/schema'
import type { Exec, IpLink } from './ip.ts'
import { vlanBridge } from './vlan-bridge.ts'

/** `5;10-20` as the arguments of `bridge vlan add`. */
function trunkRanges(trunks: string): string[] {
  return trunks
    .split(/[;,]/)
    .map(range => range.trim())
    .filter(Boolean)
}

/**
 * Plugs a port into a Linux bridge. One that filters VLANs keeps them apart itself; beside one that does not, a tagged
 * port goes into a bridge of that VLAN (`vmbr0v5`), and any other sees all VLANs. The port takes the bridge's MTU: a smaller one would lower it for all.
 */
export async function bridgeAttach(exec: Exec, port: string, bridge: IpLink, options: { vlan?: number; trunks?: string }): Promise<void> {
  const plug = (target: string) => exec('ip', ['link', 'set', 'dev', port, 'mtu', String(bridge.mtu), 'master', target])
  if (bridge.linkinfo?.info_data?.vlan_filtering !== 1) {
    if (options.trunks !== undefined && options.vlan !== undefined) {
      throw new Failure(
        `cannot give ${port} VLAN ${options.vlan} and the trunks ${options.trunks}: bridge '${bridge.ifname}' is not VLAN aware`,
      )
    }
    const target = options.vlan === undefined ? bridge.ifname : await vlanBridge(exec, bridge.ifname, options.vlan)
    await plug(target)
    return
  }
  await plug(bridge.ifname)
  await exec('bridge', ['vlan', 'del', 'dev', port, 'vid', '1-4094'])
  await exec('bridge', ['vlan', 'add', 'dev', port, 'vid', String(options.vlan ?? 1), 'pvid', 'untagged'])
  const trunks = options.trunks ?? (options.vlan === undefined ? '2-4094' : '')
  for (const range of trunkRanges(trunks)) await exec('bridge', ['vlan', 'add', 'dev', port, 'vid', range])
}
