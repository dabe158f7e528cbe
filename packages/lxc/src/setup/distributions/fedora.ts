import type { Changes } from '../changes.ts'
import { enableService } from '../init/systemd.ts'
import { keepResolver, writeNetworkManager } from '../network/network-manager.ts'
import { writeNetworkd } from '../network/networkd.ts'
import { hasNetworkd, hasNetworkManager } from '../network/programs.ts'
import { startCommon } from './common.ts'
import type { Distribution } from './distribution.ts'

/** Small images have systemd-networkd, larger ones NetworkManager, some both. */
function usesNetworkManager(root: Changes): boolean {
  return hasNetworkManager(root) && !hasNetworkd(root)
}

export const fedora: Distribution = {
  title: 'Fedora',
  supported: { oldest: [25], newest: [47] },
  create(root) {
    if (!usesNetworkManager(root)) enableService(root, 'systemd-networkd.service')
  },
  start(root, settings) {
    startCommon(root, settings)
    if (!usesNetworkManager(root)) return writeNetworkd(root, settings)
    writeNetworkManager(root, settings)
    keepResolver(root, settings)
  },
}
