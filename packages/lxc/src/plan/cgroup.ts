import type { ContainerConfig, RawLine } from './container-config.ts'
import type { ContainerGroups, HostFacts } from './container-facts.ts'
import type { CgroupPlan } from './container-plan.ts'
import type { ConfigLines } from './lxc-text.ts'

const mebibyte = 2 ** 20
const usualMebibytes = 512
const usualWeight = { 1: 1024, 2: 100 }
const weightRange = { 1: [2, 262_144], 2: [1, 10_000] } as const
const periodUs = 100_000

/** What the control group of the container is to hold it to. */
export function planCgroup(config: ContainerConfig, host: HostFacts, warnings: string[]): CgroupPlan {
  const [lowest, highest] = weightRange[host.cgroupVersion]
  const { cores } = config
  if (cores !== undefined && cores > host.cpus)
    warnings.push(`cores: ${cores} are more than the ${host.cpus} CPUs of this node; it has all of them`)
  if ((config.swap ?? usualMebibytes) > 0 && !host.swapAccounting)
    warnings.push('swap: this kernel does not limit swap: memory alone is limited')
  return {
    memoryBytes: (config.memory ?? usualMebibytes) * mebibyte,
    swapBytes: (config.swap ?? usualMebibytes) * mebibyte,
    cpuLimit: config.cpulimit || undefined,
    cpuWeight: Math.min(Math.max(config.cpuunits || usualWeight[host.cgroupVersion], lowest), highest),
    cores: cores !== undefined && cores < host.cpus ? cores : undefined,
  }
}

const prefix = { 1: 'lxc.cgroup.', 2: 'lxc.cgroup2.' }

/** Version 1 counts memory and swap together, and takes the larger sum second. */
function memoryLines({ memoryBytes, swapBytes }: CgroupPlan, { cgroupVersion, swapAccounting }: HostFacts): [string, string][] {
  if (cgroupVersion === 2)
    return [['memory.max', String(memoryBytes)], ...(swapAccounting ? [['memory.swap.max', String(swapBytes)] as [string, string]] : [])]
  const together: [string, string][] = swapAccounting ? [['memory.memsw.limit_in_bytes', String(memoryBytes + swapBytes)]] : []
  return [['memory.limit_in_bytes', String(memoryBytes)], ...together]
}

function cpuLines({ cpuLimit, cpuWeight }: CgroupPlan, version: 1 | 2): [string, string][] {
  const quota = cpuLimit === undefined ? undefined : Math.max(1000, Math.round(cpuLimit * periodUs))
  if (version === 2)
    return [['cpu.weight', String(cpuWeight)], ...(quota === undefined ? [] : [['cpu.max', `${quota} ${periodUs}`] as [string, string]])]
  const limit: [string, string][] =
    quota === undefined
      ? []
      : [
          ['cpu.cfs_period_us', String(periodUs)],
          ['cpu.cfs_quota_us', String(quota)],
        ]
  return [['cpu.shares', String(cpuWeight)], ...limit]
}

/** Where the container's processes are counted, and what they get. */
export function cgroupLines(
  plan: CgroupPlan,
  { host, groups, rules, cpus }: { host: HostFacts; groups: ContainerGroups; rules: readonly string[]; cpus: string | undefined },
): ConfigLines {
  const settings = [
    ...memoryLines(plan, host),
    ...cpuLines(plan, host.cgroupVersion),
    ...(cpus === undefined ? [] : [['cpuset.cpus', cpus] as [string, string]]),
  ]
  const devices = [['devices.deny', 'a'], ...rules.map(rule => ['devices.allow', rule])] as [string, string][]
  return [
    ...(groups.relative ? [['lxc.cgroup.relative', '1'] as [string, string]] : []),
    ['lxc.cgroup.dir.container', groups.container],
    ['lxc.cgroup.dir.container.inner', groups.inner],
    ['lxc.cgroup.dir.monitor', groups.monitor],
    ['lxc.cgroup.dir.monitor.pivot', groups.pivot],
    ...[...devices, ...settings].map(([name, value]): [string, string] => [prefix[host.cgroupVersion] + name, value]),
  ]
}

/** Rules for devices are the same in both versions: those written for the other one count too. */
export function ownDeviceRule([key, value]: RawLine, version: 1 | 2): RawLine {
  const rule = /^lxc\.cgroup2?\.(devices\.(?:allow|deny))$/.exec(key)?.[1]
  return rule === undefined ? [key, value] : [prefix[version] + rule, value]
}
