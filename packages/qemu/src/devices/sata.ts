import { Failure } from '@quorate/schema'
import { pciPlace, type MachineKind } from '../plan/pci-layout.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'
import type { DriveAttachment } from './drive-attachment.ts'
import { ataDevice } from './ide.ts'

/** The controller that sata0 to sata5 share. */
export function sataController(kind: MachineKind): DevicePlan {
  return { driver: 'ahci', id: 'ahci0', ...pciPlace(kind, 'ahci0') }
}

export function sataDevice(index: number, drive: DriveConfig, attachment: DriveAttachment): DevicePlan {
  if (index > 5) throw new Failure(`sata${index}: there are only sata0 to sata5`)
  return ataDevice(`sata${index}`, { bus: `ahci0.${index}`, unit: 0 }, drive, attachment)
}
