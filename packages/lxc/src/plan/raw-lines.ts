import { Failure } from '@quorate/schema'
import { ownDeviceRule } from './cgroup.ts'
import type { RawLine } from './container-config.ts'

/** What this product decides, and needs to know later. */
const ours: readonly (readonly [keys: RegExp, instead: string])[] = [
  [/^lxc\.rootfs\.(?:path|mount|managed)$/, 'set rootfs'],
  [/^lxc\.cgroup\.(?:dir|relative|pattern|use)/, 'the control group of a container is fixed'],
  [/^lxc\.(?:ephemeral|monitor\.unshare)$/, 'it would break the clean-up behind the container'],
  [/^lxc\.log\./, 'set debug'],
  [/^lxc\.uts\.name$/, 'set hostname'],
]

/** Names before LXC 3. */
const renamed: Readonly<Record<string, string>> = {
  'lxc.aa_profile': 'lxc.apparmor.profile',
  'lxc.aa_allow_incomplete': 'lxc.apparmor.allow_incomplete',
  'lxc.console': 'lxc.console.path',
  'lxc.devttydir': 'lxc.tty.dir',
  'lxc.haltsignal': 'lxc.signal.halt',
  'lxc.id_map': 'lxc.idmap',
  'lxc.init_cmd': 'lxc.init.cmd',
  'lxc.init_gid': 'lxc.init.gid',
  'lxc.init_uid': 'lxc.init.uid',
  'lxc.limit': 'lxc.prlimit',
  'lxc.mount': 'lxc.mount.fstab',
  'lxc.network': 'lxc.net.0',
  'lxc.pts': 'lxc.pty.max',
  'lxc.rebootsignal': 'lxc.signal.reboot',
  'lxc.rootfs': 'lxc.rootfs.path',
  'lxc.se_context': 'lxc.selinux.context',
  'lxc.seccomp': 'lxc.seccomp.profile',
  'lxc.stopsignal': 'lxc.signal.stop',
  'lxc.syslog': 'lxc.log.syslog',
  'lxc.tty': 'lxc.tty.max',
  'lxc.utsname': 'lxc.uts.name',
}

function renamedTo(key: string): string | undefined {
  const old = Object.keys(renamed).find(name => key === name || (['lxc.network', 'lxc.limit'].includes(name) && key.startsWith(`${name}.`)))
  return old && `${renamed[old]}${key.slice(old.length)}`
}

/** LXC starts containers by these with the machine; here `onboot` and `startup` do. */
const idle = /^lxc\.(?:start\.|group$)/

/**
 * Raw lines of the config, in their order behind everything else, so that they count: LXC takes the last of a key that has
 * one value. Fails for those that would take away what this product relies on.
 */
export function rawLines(raw: readonly RawLine[], cgroupVersion: 1 | 2, warnings: string[]): RawLine[] {
  return raw.flatMap((line): RawLine[] => {
    const [key] = line
    const instead = ours.find(([keys]) => keys.test(key))?.[1]
    if (instead !== undefined) throw new Failure(`${key} cannot be set: ${instead}`)
    const name = renamedTo(key)
    if (name !== undefined) throw new Failure(`${key} is a name of LXC before version 3: write ${name}`)
    if (idle.test(key)) {
      warnings.push(`${key} has no effect: set onboot and startup`)
      return []
    }
    // Part of the id map already.
    return key === 'lxc.idmap' ? [] : [ownDeviceRule(line, cgroupVersion)]
  })
}
