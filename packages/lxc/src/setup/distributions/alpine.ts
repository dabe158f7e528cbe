import type { Changes } from '../changes.ts'
import { shortName } from '../files/names.ts'
import { writeInterfaces } from '../network/interfaces.ts'
import { hasIfupdownNg } from '../network/programs.ts'
import { startCommon } from './common.ts'
import type { Distribution } from './distribution.ts'

/** The script that runs ifup starts with the system in no image by itself. */
function enableNetworking(root: Changes): void {
  const enabled = root.list('/etc/runlevels').some(level => root.exists(`/etc/runlevels/${level}/networking`))
  if (root.exists('/etc/init.d/networking') && !enabled) root.link('/etc/runlevels/boot/networking', '/etc/init.d/networking')
}

export const alpine: Distribution = {
  title: 'Alpine Linux',
  supported: { oldest: [3], newest: [3] },
  create(root) {
    enableNetworking(root)
  },
  start(root, settings) {
    startCommon(root, settings)
    writeInterfaces(root, settings, { dhcpHostname: shortName(settings), onlyStatic6: !hasIfupdownNg(root) })
  },
}
