import type { CgroupPlan } from '../plan/vm-plan.ts'
import { cgroupOf } from '../runtime/run-record.ts'
import type { HotHandler } from './hot-change.ts'
import { takingBack } from '@quorate/guest'

/** `cpulimit`, `cpuunits` and `affinity`, also when they are taken away. */
export const hotCpuShare: HotHandler = async ({ services: { host }, vmid, before, after }) => {
  const apply = ({ limit, weight, affinity }: CgroupPlan) =>
    host.cgroups.setCpu(cgroupOf(vmid), {
      limit: limit ?? 0,
      ...(weight === undefined ? {} : { weight }),
      affinity: affinity ?? '',
    })
  await takingBack(async back => {
    back(() => apply(before.cgroup))
    await apply(after.cgroup)
  })
  return true
}
