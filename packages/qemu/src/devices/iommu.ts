import { Failure } from '@quorate/schema'
import { deviceOption } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'

/** `machine: viommu=`: an IOMMU inside the guest. */
export function iommuOptions(context: PlanContext): string[] {
  const wanted = context.config.machine?.viommu
  const width = context.config.machine?.['aw-bits']
  if (wanted === undefined) return []
  if (wanted === 'virtio') return deviceOption({ driver: 'virtio-iommu-pci', id: 'viommu', ...pciPlace(context.machine.kind, 'viommu0') })
  if (context.machine.kind !== 'q35') throw new Failure('machine: viommu=intel needs the machine q35')
  // Remapping of interrupts is not possible under emulation without a split interrupt controller.
  const remap = context.accel === 'kvm'
  return deviceOption({ driver: 'intel-iommu', id: 'viommu', intremap: remap ? true : undefined, 'caching-mode': true, 'aw-bits': width })
}
