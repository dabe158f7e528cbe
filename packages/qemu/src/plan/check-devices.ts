import { known } from './known-by-qemu.ts'
import type { PlanContext } from './plan-context.ts'
import type { DevicePlan, DiskPlan, NicPlan } from './vm-plan.ts'

interface PlannedDevices {
  readonly buses: readonly DevicePlan[]
  readonly display: readonly DevicePlan[]
  readonly usb: readonly DevicePlan[]
  readonly hostPci: readonly DevicePlan[]
  readonly balloon: DevicePlan | undefined
  readonly drives: readonly DiskPlan[]
  readonly nics: readonly NicPlan[]
}

/** Refuses a plan with a device or an option that this QEMU does not know, before anything is started. */
export function checkDevices(context: PlanContext, planned: PlannedDevices): void {
  known(context, 'machine', planned.buses)
  known(context, 'vga', planned.display)
  for (const device of planned.usb) known(context, keyOf(device, 'usb'), [device])
  for (const device of planned.hostPci) known(context, keyOf(device, 'hostpci'), [device])
  if (planned.balloon) known(context, 'balloon', [planned.balloon])
  for (const { key, controllers, device } of planned.drives) {
    known(context, key.startsWith('scsi') ? 'scsihw' : key, controllers)
    if (device) known(context, key, [device])
  }
  for (const { key, device } of planned.nics) known(context, key, [device])
}

/** `usbredirdev2` is of usb2, `hostpci0.1` of hostpci0; controllers are of the machine. */
function keyOf({ id }: DevicePlan, kind: 'usb' | 'hostpci'): string {
  const number = /(\d+)(?:\.\d+)?$/.exec(id)?.[1]
  return id.startsWith(kind) && number !== undefined ? `${kind}${number}` : 'machine'
}
