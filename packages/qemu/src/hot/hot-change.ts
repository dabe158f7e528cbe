import type { HotplugFeature } from '../plan/hotplug-features.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { DiskPlan, NicPlan, VmPlan } from '../plan/vm-plan.ts'
import type { QemuServices } from '../services.ts'

/** One pending change of a running VM, with the plans of the machine before and after it. */
export interface HotChange {
  readonly services: QemuServices
  readonly vmid: number
  readonly key: string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly before: VmPlan
  readonly after: VmPlan
  /** What may be plugged while running. */
  readonly features: ReadonlySet<HotplugFeature>
  talk<T>(talk: (client: QmpClient) => Promise<T>): Promise<T>
}

/**
 * Brings one change into force. False: it has to wait for the next start. A failure says why it could not be done, and
 * the machine is as it was; or, for what can be done in part, as a `Partly` says.
 */
export type HotHandler = (change: HotChange) => Promise<boolean>

export function diskOf(plan: VmPlan, key: string): DiskPlan | undefined {
  return plan.disks.find(disk => disk.key === key)
}

export function nicOf(plan: VmPlan, key: string): NicPlan | undefined {
  return plan.nics.find(nic => nic.key === key)
}
