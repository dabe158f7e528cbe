import { Failure } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import type { CgroupPlan } from '../plan/vm-plan.ts'
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

export function cpuCountOptions(context: PlanContext): string[] {
  const { sockets, cores, present, maximum } = topologyOf(context.config)
  const { cpus } = context.facts.host
  if (maximum > cpus)
    throw new Failure(
      `VM ${context.facts.vmid} has ${maximum} CPUs (sockets x cores), but MAX ${cpus} vcpus allowed per VM on this node: lower cores or sockets`,
    )
  return ['-smp', `${present},sockets=${sockets},cores=${cores},maxcpus=${maximum}`]
}

const usualWeight = { 1: 1024, 2: 100 }
const weightRange = { 1: [2, 262_144], 2: [1, 10_000] } as const

/** What the control group of the guest is to hold it to. */
export function cgroupPlan(config: VmConfig, host: HostFacts): CgroupPlan {
  const [lowest, highest] = weightRange[host.cgroupVersion]
  const weight = Math.min(Math.max(config.cpuunits ?? usualWeight[host.cgroupVersion], lowest), highest)
  return { limit: config.cpulimit || undefined, weight, affinity: config.affinity }
}
