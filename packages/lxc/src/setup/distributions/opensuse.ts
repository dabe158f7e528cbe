import type { Changes } from '../changes.ts'
import { isAtLeast } from '../detect/os-release.ts'
import { shortName } from '../files/names.ts'
import { keepResolver, writeNetworkManager } from '../network/network-manager.ts'
import { hasNetworkManager, hasWicked } from '../network/programs.ts'
import { writeSuseIfcfg } from '../network/suse-ifcfg.ts'
import { startCommon } from './common.ts'
import type { Distribution, Release } from './distribution.ts'

/** wicked until Leap 15, NetworkManager since Leap 16; Tumbleweed may have either. */
function usesNetworkManager(root: Changes, release: Release): boolean {
  if (hasWicked(root)) return false
  return release === undefined ? hasNetworkManager(root) : isAtLeast(release, [16])
}

export const opensuse: Distribution = {
  title: 'openSUSE',
  supported: { oldest: [15], newest: [16] },
  start(root, settings, release) {
    startCommon(root, settings)
    if (root.look('/etc/HOSTNAME')?.kind === 'file') root.write('/etc/HOSTNAME', `${shortName(settings)}\n`)
    if (!usesNetworkManager(root, release)) return writeSuseIfcfg(root, settings)
    writeNetworkManager(root, settings)
    keepResolver(root, settings)
  },
}
