import type { Changes } from '../changes.ts'
import { writeHostname } from '../files/hostname.ts'
import { writeHosts } from '../files/hosts.ts'
import { nameservers, searchDomains } from '../files/names.ts'
import { writeResolvConf } from '../files/resolv-conf.ts'
import { writeNetworkd } from '../network/networkd.ts'
import type { GuestSettings } from '../setup-types.ts'
import type { Distribution } from './distribution.ts'

/** What NixOS makes of configuration.nix are links to files that never change; those stay as they are. */
function isFree(root: Changes, path: string): boolean {
  return root.look(path)?.kind !== 'link'
}

function resolverLines(settings: GuestSettings): string[] {
  const servers = nameservers(settings).map(server => `DNS = ${server}`)
  const domains = searchDomains(settings)
  return [...servers, ...(domains.length ? [`Domains = ${domains.join(' ')}`] : [])]
}

/**
 * Everything else than name and network is root's own configuration.nix, which may keep these two as well: see the
 * module proxmox-lxc of NixOS, with its options manageHostName and manageNetwork.
 */
export const nixos: Distribution = {
  title: 'NixOS',
  start(root, settings) {
    const ownResolver = isFree(root, '/etc/resolv.conf')
    if (isFree(root, '/etc/hostname')) writeHostname(root, settings)
    if (isFree(root, '/etc/hosts')) writeHosts(root, settings)
    if (ownResolver) writeResolvConf(root, settings)
    if (isFree(root, '/etc/systemd/network')) writeNetworkd(root, settings, ownResolver ? [] : resolverLines(settings))
  },
}
