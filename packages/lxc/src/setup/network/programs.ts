import { isEnabled } from '../init/systemd.ts'
import { ownUnits } from '../init/systemd-unit.ts'
import type { Changes } from '../changes.ts'

function hasOneOf(root: Changes, paths: readonly string[]): boolean {
  return paths.some(path => root.exists(path))
}

export function hasIfupdown(root: Changes): boolean {
  return hasOneOf(root, ['/usr/sbin/ifup', '/sbin/ifup'])
}

/** Debian 14 has no dhclient any more. */
export function hasDhcpcdAlone(root: Changes): boolean {
  const dhclient = ['/usr/sbin/dhclient', '/sbin/dhclient']
  return hasOneOf(root, ['/usr/sbin/dhcpcd', '/sbin/dhcpcd']) && !hasOneOf(root, dhclient)
}

export function hasNetworkd(root: Changes): boolean {
  return hasOneOf(root, ['/usr/lib/systemd/systemd-networkd', '/lib/systemd/systemd-networkd'])
}

export function hasNetworkManager(root: Changes): boolean {
  return hasOneOf(root, ['/usr/sbin/NetworkManager', '/usr/bin/NetworkManager'])
}

export function hasWicked(root: Changes): boolean {
  return hasOneOf(root, ['/usr/sbin/wicked', '/etc/wicked'])
}

/** Where systemd-networkd sets up nothing, waiting for it would hold up the start for two minutes. */
export function dropWaitOnline(root: Changes): void {
  if (isEnabled(root, 'systemd-networkd.service')) return
  root.remove(`${ownUnits}/network-online.target.wants/systemd-networkd-wait-online.service`)
}
