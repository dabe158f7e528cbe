import { hotplugFeatures } from '../plan/hotplug-features.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import type { CgroupPlan, CpuPlan } from '../plan/vm-plan.ts'
import type { HostFacts } from '../plan/vm-facts.ts'

export interface Topology {
  readonly sockets: number
  readonly cores: number
  /** CPUs that are there at the start */
  readonly present: number
  readonly maximum: number
}

export function topologyOf(config: VmConfig): Topology {
  const sockets = config.sockets ?? (config.cores === undefined ? (config.smp ?? 1) : 1)
  const cores = config.cores ?? 1
  const maximum = sockets * cores
  return { sockets, cores, maximum, present: Math.min(config.vcpus ?? maximum, maximum) }
}

/**
 * How many processors the guest has. Where they can be plugged while it runs, all but the first are devices: only such
 * can be taken out again.
 */
export function planCpus(context: PlanContext, cpuText: string): CpuPlan {
  const { sockets, cores, present, maximum } = topologyOf(context.config)
  const { cpus } = context.facts.host
  if (maximum > cpus)
    context.warnings.push(
      `cores: ${maximum} CPUs (sockets x cores) are more than the ${cpus} of node ${context.facts.node}: they take turns, which is slow`,
    )
  if ((context.config.vcpus ?? 0) > maximum)
    context.warnings.push(`vcpus: ${context.config.vcpus} is more than sockets x cores; there are ${maximum}`)
  const pluggable = hotplugFeatures(context.config.hotplug).has('cpu')
  const driver = `${cpuText.split(',')[0]}-x86_64-cpu`
  return {
    sockets,
    cores,
    maximum,
    fixed: pluggable ? 1 : present,
    devices: pluggable ? Array.from({ length: present - 1 }, (_, at) => cpuDevice(driver, cores, at + 2)) : [],
  }
}

/** Processor `number`, counted from 1: `cpu2` is the second. */
function cpuDevice(driver: string, cores: number, number: number): CpuPlan['devices'][number] {
  const at = number - 1
  return { driver, id: `cpu${number}`, 'socket-id': Math.floor(at / cores), 'core-id': at % cores, 'thread-id': 0 }
}

export function cpuCountOptions({ sockets, cores, maximum, fixed }: CpuPlan): string[] {
  return ['-smp', `${fixed},sockets=${sockets},cores=${cores},maxcpus=${maximum}`]
}

const usualWeight = { 1: 1024, 2: 100 }
const weightRange = { 1: [2, 262_144], 2: [1, 10_000] } as const

/** What the control group of the guest is to hold it to. */
export function cgroupPlan(config: VmConfig, host: HostFacts): CgroupPlan {
  const [lowest, highest] = weightRange[host.cgroupVersion]
  const weight = Math.min(Math.max(config.cpuunits ?? usualWeight[host.cgroupVersion], lowest), highest)
  return { limit: config.cpulimit || undefined, weight, affinity: config.affinity }
}
