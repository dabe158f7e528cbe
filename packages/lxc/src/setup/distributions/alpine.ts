import type { Changes } from '../changes.ts'
import { isAtLeast } from '../detect/os-release.ts'
import { shortName } from '../files/names.ts'
import { writeInterfaces } from '../network/interfaces.ts'
import { startCommon } from './common.ts'
import type { Distribution, Release } from './distribution.ts'

/** busybox' own ifup was the usual one until 3.12, and it still is there in every image. */
function ifupOf(root: Changes, release: Release): 'ifupdown-ng' | 'busybox' {
  const target = root.look('/sbin/ifup')?.target
  if (target !== undefined) return target.includes('busybox') ? 'busybox' : 'ifupdown-ng'
  return isAtLeast(release, [3, 13]) ? 'ifupdown-ng' : 'busybox'
}

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
  start(root, settings, release) {
    startCommon(root, settings)
    writeInterfaces(root, settings, { program: ifupOf(root, release), dhcpHostname: shortName(settings) })
  },
}
