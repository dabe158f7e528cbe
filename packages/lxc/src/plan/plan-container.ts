import { cgroupLines, planCgroup } from './cgroup.ts'
import { confinementLines } from './confinement.ts'
import type { ContainerConfig, RawLine } from './container-config.ts'
import type { ContainerFacts, PlanOptions } from './container-facts.ts'
import type { ContainerPlan, MountPlan } from './container-plan.ts'
import { deviceLines, deviceRules, planDevices } from './devices.ts'
import { firstProgramLines, hostnameOf } from './first-program.ts'
import { idMapLines, isPrivileged, planIdMap } from './id-map.ts'
import { lxcText } from './lxc-text.ts'
import { planMounts } from './mount-points.ts'
import { mountsInside } from './mounts-inside.ts'
import { networkLines, planNics } from './network.ts'
import { rawLines } from './raw-lines.ts'
import { seccompText } from './seccomp.ts'
import { terminalLines } from './terminals.ts'

function tellOfQuotas(mounts: readonly MountPlan[], privileged: boolean, warnings: string[]): void {
  if (privileged) return
  for (const { key, quota } of mounts) if (quota) warnings.push(`${key}: quota has no effect: only a privileged container can keep quotas`)
}

/**
 * From a config and facts to LXC's config file and what it needs around it. Reads nothing but its arguments: the same ones
 * give the same plan. Fails with a Failure that names the key which cannot be done.
 */
export function planContainer(
  config: ContainerConfig,
  raw: readonly RawLine[],
  facts: ContainerFacts,
  options: PlanOptions = {},
): ContainerPlan {
  const { host, paths, groups } = facts
  const warnings: string[] = []
  const idMap = planIdMap(config, raw)
  const privileged = isPrivileged(idMap)
  const mounts = planMounts(config)
  const nics = planNics(config, facts, warnings)
  const devices = planDevices(config, facts)
  const cgroup = planCgroup(config, host, warnings)
  tellOfQuotas(mounts, privileged, warnings)
  if (!facts.lxcfs) warnings.push('lxcfs does not run on this node: programs inside see the CPUs and the memory of the whole node')

  const lines = [
    ...firstProgramLines(config, facts, warnings),
    ['lxc.rootfs.path', `dir:${paths.rootfs}`] as const,
    ...idMapLines(idMap),
    ...terminalLines(config),
    ...confinementLines(config, { host, privileged, raw, seccomp: paths.seccomp, warnings }),
    ...mountsInside(config, facts),
    ...deviceLines(devices, paths.devices),
    ...cgroupLines(cgroup, { host, groups, rules: deviceRules(devices, config), cpus: options.cpus }),
    ...networkLines(nics),
    ...rawLines(raw, host.cgroupVersion, warnings),
    // Behind all others: a line that empties the list of hooks does not take it away.
    ['lxc.hook.post-stop', paths.endHook] as const,
  ]
  return {
    config: lxcText(lines),
    hostname: hostnameOf(config, facts),
    seccomp: seccompText(config, privileged),
    idMap,
    mounts,
    nics,
    devices,
    cgroup,
    logLevel: config.debug ? 'DEBUG' : 'WARN',
    warnings,
  }
}
