import { existsSync, writeFileSync } from 'node:fs'
import { Failure } from '@quorate/schema'
import type { Exec } from './ip.ts'
import { showLink, showLinks } from './ip.ts'

const guestPort = /^(tap|veth|fwpr|fwln)/
/** The kernel's limit of a name. */
const longestName = 15

/**
 * The node itself is no member of a guests' network: it takes no address and no route that somebody announces there. A kernel
 * without IPv6 has no such file.
 */
function keepNodeOut(bridge: string): void {
  const file = `/proc/sys/net/ipv6/conf/${bridge}/disable_ipv6`
  if (existsSync(file)) writeFileSync(file, '1')
}

/**
 * The bridge of one VLAN beside a bridge that does not filter VLANs, made when it is not there: `vmbr0v5` over `eno1.5`.
 * A bridge without a physical port has VLANs too: they join the guests of this machine.
 */
export async function vlanBridge(exec: Exec, bridge: string, vlan: number): Promise<string> {
  const name = `${bridge}v${vlan}`
  const uplinks = (await showLinks(exec, ['master', bridge])).map(link => link.ifname).filter(port => !guestPort.test(port))
  if (name.length > longestName) throw new Failure(`cannot use VLAN ${vlan} on bridge '${bridge}': the name ${name} is too long`)
  if (!(await showLink(exec, name))) {
    await exec('ip', ['link', 'add', 'name', name, 'type', 'bridge', 'stp_state', '0'])
    keepNodeOut(name)
  }
  for (const uplink of uplinks) {
    const tagged = `${uplink}.${vlan}`
    if (!(await showLink(exec, tagged)))
      await exec('ip', ['link', 'add', 'link', uplink, 'name', tagged, 'type', 'vlan', 'id', String(vlan)])
    await exec('ip', ['link', 'set', 'dev', tagged, 'master', name])
    await exec('ip', ['link', 'set', 'dev', tagged, 'up'])
  }
  await exec('ip', ['link', 'set', 'dev', name, 'up'])
  return name
}
