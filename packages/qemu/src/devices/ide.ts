import { Failure } from '@quorate/schema'
import type { MachineKind } from '../plan/pci-layout.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'
import type { DriveAttachment } from './drive-attachment.ts'
import { commonDiskOptions, modelText } from './disk-device.ts'

/** Where an IDE device sits. i440fx has two channels of two; the ports of q35's SATA controller take one each. */
function place(kind: MachineKind, index: number): { bus: string; unit: number } {
  const channel = index >> 1
  const unit = index & 1
  return kind === 'pc' ? { bus: `ide.${channel}`, unit } : { bus: `ide.${channel + unit * 2}`, unit: 0 }
}

/** ide0 to ide3 */
export function ideDevice(kind: MachineKind, index: number, drive: DriveConfig, attachment: DriveAttachment): DevicePlan {
  if (index > 3) throw new Failure(`ide${index}: there are only ide0 to ide3`)
  return ataDevice(`ide${index}`, place(kind, index), drive, attachment)
}

/** A disk or CD drive at an ATA port. */
export function ataDevice(id: string, at: { bus: string; unit: number }, drive: DriveConfig, attachment: DriveAttachment): DevicePlan {
  if (attachment.cdrom) {
    return { driver: 'ide-cd', id, ...at, drive: attachment.node, bootindex: attachment.bootIndex }
  }
  return {
    driver: 'ide-hd',
    id,
    ...at,
    drive: attachment.node,
    bootindex: attachment.bootIndex,
    model: modelText(drive),
    ...commonDiskOptions(drive, attachment.writeBack),
  }
}
