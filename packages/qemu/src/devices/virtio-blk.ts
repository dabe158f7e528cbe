import { Failure } from '@quorate/schema'
import { pciPlace, type MachineKind } from '../plan/pci-layout.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { DevicePlan, ObjectPlan } from '../plan/vm-plan.ts'
import type { DriveAttachment } from './drive-attachment.ts'
import { writeOptions } from './disk-device.ts'

/** virtio0 to virtio15 */
export function virtioBlockDevice(
  kind: MachineKind,
  index: number,
  drive: DriveConfig,
  attachment: DriveAttachment,
): { objects: ObjectPlan[]; device: DevicePlan } {
  const id = `virtio${index}`
  if (index > 15) throw new Failure(`${id}: there are only virtio0 to virtio15`)
  if (attachment.cdrom) throw new Failure(`${id}: a CD drive needs IDE, SATA or SCSI`)
  const thread = drive.iothread ? `iothread-${id}` : undefined
  return {
    objects: thread === undefined ? [] : [{ 'qom-type': 'iothread', id: thread }],
    device: {
      driver: 'virtio-blk-pci',
      id,
      ...pciPlace(kind, id),
      drive: attachment.node,
      bootindex: attachment.bootIndex,
      iothread: thread,
      ...writeOptions(drive, attachment.writeBack),
    },
  }
}
