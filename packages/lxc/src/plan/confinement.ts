import type { ContainerConfig, RawLine } from './container-config.ts'
import type { HostFacts } from './container-facts.ts'
import type { ConfigLines } from './lxc-text.ts'

/** Capabilities that reach past the container: modules and policies of the kernel, the machine's clock and hardware. */
const dropped = ['mac_admin', 'mac_override', 'sys_module', 'sys_rawio', 'sys_time']

/** In a user namespace capabilities count inside of it alone. Rules of one's own replace ours where both cannot be. */
function capabilityLines(privileged: boolean, raw: readonly RawLine[]): ConfigLines {
  const kept = raw.some(([key, value]) => key === 'lxc.cap.keep' && value !== '')
  return privileged && !kept ? [['lxc.cap.drop', dropped.join(' ')]] : []
}

function appArmorLines({ features }: ContainerConfig, types: readonly string[], host: HostFacts, raw: readonly RawLine[]): ConfigLines {
  if (raw.some(([key]) => key === 'lxc.apparmor.profile')) return []
  if (!host.appArmor) return [['lxc.apparmor.profile', 'unconfined']]
  return [
    ['lxc.apparmor.profile', 'generated'],
    ['lxc.apparmor.allow_nesting', features?.nesting ? '1' : '0'],
    ...(features?.fuse ? [['lxc.apparmor.raw', 'mount fstype=fuse,'] as [string, string]] : []),
    ...types.map((type): [string, string] => ['lxc.apparmor.raw', `mount fstype=${type},`]),
  ]
}

/** What keeps the container inside, beside namespaces. */
export function confinementLines(
  config: ContainerConfig,
  {
    host,
    privileged,
    raw,
    seccomp,
    warnings,
  }: { host: HostFacts; privileged: boolean; raw: readonly RawLine[]; seccomp: string; warnings: string[] },
): ConfigLines {
  const { features } = config
  const types = features?.mount?.split(/[; ]+/).filter(Boolean) ?? []
  if (types.length && !privileged)
    warnings.push(
      `features: mount=${types.join(';')} has no effect: the kernel lets no unprivileged container mount more than it allows to all`,
    )
  if (features?.mknod && !privileged)
    warnings.push(
      'features: mknod has no effect: an unprivileged container cannot make device nodes here; pass devices with dev0, dev1, ...',
    )
  if (features?.keyctl && privileged) warnings.push('features: keyctl has no effect: a privileged container may use it always')
  return [
    ...capabilityLines(privileged, raw),
    ['lxc.seccomp.profile', seccomp],
    ...appArmorLines(config, privileged ? types : [], host, raw),
  ]
}
