import { Failure } from '@quorate/schema'
import { deviceOption } from '../plan/command-text.ts'
import { known } from '../plan/known-by-qemu.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'

/** `machine: viommu=`: an IOMMU inside the guest. */
export function iommuOptions(context: PlanContext): string[] {
  const wanted = context.config.machine?.viommu
  const width = context.config.machine?.['aw-bits']
  if (wanted === undefined) return []
  const options = (device: DevicePlan) => known(context, 'machine', [device]).flatMap(deviceOption)
  if (wanted === 'virtio') {
    return options({ driver: 'virtio-iommu-pci', id: 'viommu', ...pciPlace(context.machine.kind, 'viommu0'), 'aw-bits': width })
  }
  if (context.machine.kind !== 'q35') throw new Failure('machine: viommu=intel needs the machine q35')
  if (width !== undefined && width !== 39 && width !== 48) throw new Failure('machine: with viommu=intel, aw-bits is 39 or 48')
  // Remapping of interrupts is not possible under emulation without a split interrupt controller.
  const remap = context.accel === 'kvm'
  return options({ driver: 'intel-iommu', id: 'viommu', intremap: remap ? true : undefined, 'caching-mode': true, 'aw-bits': width })
}
