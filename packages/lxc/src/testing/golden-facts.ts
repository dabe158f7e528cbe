import type { ContainerFacts, HostDevice } from '../plan/container-facts.ts'

const devices: readonly (readonly [path: string, device: HostDevice])[] = [
  ['/dev/ttyUSB0', { kind: 'c', major: 188, minor: 0 }],
  ['/dev/dri/renderD128', { kind: 'c', major: 226, minor: 128 }],
  ['/dev/net/tun', { kind: 'c', major: 10, minor: 200 }],
  ['/dev/sdb', { kind: 'b', major: 8, minor: 16 }],
]

/**
 * Facts of the machine that the sample configs are planned for. Samples whose name ends with `-v1` are for a machine with
 * version 1 of control groups, `-plain`: one without AppArmor, lxcfs and limits of swap, `-arm`: one with ARM processors.
 */
export function goldenFacts(sample = ''): ContainerFacts {
  const plain = sample.endsWith('-plain')
  const lxc = '/var/lib/lxc/100'
  return {
    vmid: 100,
    node: 'pve',
    paths: {
      rootfs: `${lxc}/rootfs`,
      devices: `${lxc}/devices`,
      seccomp: '/run/quorate/lxc/100.seccomp',
      endHook: '/run/quorate/lxc/100.end',
    },
    groups: {
      container: 'quorate/lxc/100',
      inner: 'ns',
      monitor: 'quorate/lxc.monitor/100',
      pivot: 'quorate/lxc.pivot',
      relative: sample.endsWith('-v1'),
    },
    host: {
      arch: sample.endsWith('-arm') ? 'arm64' : 'amd64',
      cpus: 8,
      cgroupVersion: sample.endsWith('-v1') ? 1 : 2,
      swapAccounting: !plain,
      appArmor: !plain,
      bridgeMtu: new Map([
        ['vmbr0', 1500],
        ['vmbr1', 9000],
      ]),
    },
    devices: new Map(devices),
    lxcfs: plain ? undefined : { mount: '/var/lib/lxcfs', files: ['/proc/meminfo', '/proc/uptime', '/sys/devices/system/cpu/online'] },
  }
}
