import type { Changes } from '../changes.ts'
import { enableService } from '../init/systemd.ts'
import { writeInterfaces } from '../network/interfaces.ts'
import { writeNetworkd } from '../network/networkd.ts'
import { dropWaitOnline, hasDhcpcdAlone, hasIfupdown, hasNetworkd } from '../network/programs.ts'
import { startCommon } from './common.ts'
import type { Distribution } from './distribution.ts'

/** Some images come without ifupdown. */
function usesNetworkd(root: Changes): boolean {
  return !hasIfupdown(root) && hasNetworkd(root) && !root.exists('/etc/network/interfaces')
}

export const debian: Distribution = {
  title: 'Debian',
  supported: { oldest: [7], newest: [14] },
  create(root) {
    if (usesNetworkd(root)) enableService(root, 'systemd-networkd.service')
  },
  start(root, settings) {
    startCommon(root, settings, { zoneFile: true })
    if (usesNetworkd(root)) return writeNetworkd(root, settings)
    writeInterfaces(root, settings, { program: 'ifupdown', dhcpcdAlone: hasDhcpcdAlone(root) })
    dropWaitOnline(root)
  },
}
