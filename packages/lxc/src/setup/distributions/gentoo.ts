import { writeHostnameVariable } from '../files/hostname.ts'
import { guestInit } from '../init/guest-init.ts'
import { enableService } from '../init/systemd.ts'
import { writeNetifrc } from '../network/netifrc.ts'
import { writeNetworkd } from '../network/networkd.ts'
import { startCommon } from './common.ts'
import type { Distribution } from './distribution.ts'

/** Comes with OpenRC or with systemd. */
export const gentoo: Distribution = {
  title: 'Gentoo',
  create(root) {
    if (guestInit(root) === 'systemd') enableService(root, 'systemd-networkd.service')
  },
  start(root, settings) {
    startCommon(root, settings, { zoneFile: true })
    if (guestInit(root) === 'systemd') return writeNetworkd(root, settings)
    writeHostnameVariable(root, '/etc/conf.d/hostname', 'hostname', settings)
    writeNetifrc(root, settings)
  },
}
