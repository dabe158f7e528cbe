import { editRecord } from '../runtime/run-record.ts'
import { requireGroup } from '../runtime/container-groups.ts'
import type { LiveHandler } from './live-change.ts'

/** `memory` and `swap`. */
export const liveMemory: LiveHandler = async ({ services, container, after }) => {
  const { memoryBytes, swapBytes } = after.plan.cgroup
  await requireGroup(services.host, container).setMemory({ memoryBytes, swapBytes })
  return true
}

/** `cpulimit` and `cpuunits`, also when they are taken away. */
export const liveCpuShare: LiveHandler = async ({ services, container, after }) => {
  const { cpuLimit, cpuWeight } = after.plan.cgroup
  await requireGroup(services.host, container).setCpu({ limit: cpuLimit ?? 0, weight: cpuWeight })
  return true
}

/** `cores`: other CPUs are chosen, those that are the least in use by other containers. */
export const liveCores: LiveHandler = async ({ services, container, vmid, after }) => {
  const { host, runtime } = services
  const { cores } = after.plan.cgroup
  const cpus = cores === undefined ? undefined : runtime.cpuSets.choose(vmid, after.cpus, cores)
  try {
    await requireGroup(host, container).setCpu({ affinity: cpus ?? '' })
  } catch (error) {
    runtime.cpuSets.note(vmid, container.record.cpus)
    throw error
  }
  runtime.cpuSets.note(vmid, cpus)
  await editRecord(host, vmid, () => ({ cpus }))
  return true
}
