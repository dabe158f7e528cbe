import { enableService } from '../init/systemd.ts'
import { writeNetworkd } from '../network/networkd.ts'
import { startCommon } from './common.ts'
import type { Distribution } from './distribution.ts'

export const archlinux: Distribution = {
  title: 'Arch Linux',
  create(root) {
    enableService(root, 'systemd-networkd.service')
  },
  start(root, settings) {
    startCommon(root, settings)
    writeNetworkd(root, settings)
  },
}
