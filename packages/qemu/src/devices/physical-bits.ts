import type { PlanContext } from '../plan/plan-context.ts'
import { cpuModel } from './cpu-model.ts'

/** What QEMU gives a guest unless told otherwise. */
const usualBits = 40
const largestMebibytes = 4 * 2 ** 20
const mostSlots = 255

/** Bits of a physical address that the guest's processors know. */
function physicalBits({ config, accel, facts }: PlanContext): number {
  const { name, physBits: wanted } = cpuModel(config.cpu ?? {}, facts.customCpus)
  const ofHost = accel === 'kvm' ? (facts.host.physicalBits ?? usualBits) : usualBits
  if (wanted === 'host') return ofHost
  if (wanted !== undefined) return Number(wanted)
  return name === 'host' ? ofHost : usualBits
}

/** How large memory may grow while the guest runs. QEMU sets addresses aside for it, 1 GiB more for each slot, and the guest's processors must be able to name them all. */
export function memoryRoom(context: PlanContext): { mebibytes: number; slots: number } {
  const bits = physicalBits(context)
  const addressable = 2 ** (bits - 20)
  return {
    mebibytes: Math.min(largestMebibytes, addressable / (bits >= usualBits ? 2 : 4)),
    slots: Math.min(mostSlots, addressable / 4 / 1024),
  }
}
