import type { Changes } from '../changes.ts'
import { isAtLeast } from '../detect/os-release.ts'
import { enableService, isEnabled } from '../init/systemd.ts'
import { writeInterfaces } from '../network/interfaces.ts'
import { writeNetplan } from '../network/netplan.ts'
import { writeNetworkd } from '../network/networkd.ts'
import { dropWaitOnline, hasIfupdown } from '../network/programs.ts'
import { startCommon } from './common.ts'
import type { Distribution, Release } from './distribution.ts'

const networkd = 'systemd-networkd.service'
const firstWithNetworkd = [17, 10]

/** But for what was upgraded from an older release and still goes by the old files. */
function usesNetworkd(root: Changes, release: Release): boolean {
  return isAtLeast(release, firstWithNetworkd) && (!hasIfupdown(root) || isEnabled(root, networkd))
}

export const ubuntu: Distribution = {
  title: 'Ubuntu',
  supported: { oldest: [12, 4], newest: [27, 10] },
  create(root, _settings, release) {
    if (isAtLeast(release, firstWithNetworkd)) enableService(root, networkd)
  },
  start(root, settings, release) {
    startCommon(root, settings, { zoneFile: true })
    if (usesNetworkd(root, release)) {
      writeNetworkd(root, settings)
      return writeNetplan(root, settings)
    }
    writeInterfaces(root, settings)
    dropWaitOnline(root)
  },
}
