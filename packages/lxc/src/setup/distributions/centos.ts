import { isAtLeast } from '../detect/os-release.ts'
import { writeHostnameVariable } from '../files/hostname.ts'
import { keepResolver, writeNetworkManager } from '../network/network-manager.ts'
import { hasNetworkManager } from '../network/programs.ts'
import { writeRedhatIfcfg } from '../network/redhat-ifcfg.ts'
import { startCommon } from './common.ts'
import type { Distribution } from './distribution.ts'

const networkFile = '/etc/sysconfig/network'

/** Red Hat Enterprise Linux and all that are built from it. */
export const centos: Distribution = {
  title: 'CentOS, AlmaLinux, Rocky Linux, RHEL and Oracle Linux',
  supported: { oldest: [7], newest: [10] },
  start(root, settings, release) {
    startCommon(root, settings)
    writeHostnameVariable(root, networkFile, 'HOSTNAME', settings)
    if (hasNetworkManager(root)) keepResolver(root, settings)
    if (isAtLeast(release, [10])) return writeNetworkManager(root, settings)
    writeRedhatIfcfg(root, settings)
    // The network scripts of release 7 do nothing without this file.
    if (!isAtLeast(release, [8]) && !root.exists(networkFile)) root.write(networkFile, 'NETWORKING=yes\n')
  },
}
