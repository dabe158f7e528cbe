import { Failure } from '@quorate/schema'
import { pciPlace, type MachineKind } from '../plan/pci-layout.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { DevicePlan, ObjectPlan } from '../plan/vm-plan.ts'
import type { DriveAttachment } from './drive-attachment.ts'
import { writeOptions } from './disk-device.ts'

/** virtio0 to virtio15. There are no CD drives of this kind: a medium is a disk that cannot be written. */
export function virtioBlockDevice(
  kind: MachineKind,
  index: number,
  drive: DriveConfig,
  attachment: DriveAttachment,
): { objects: ObjectPlan[]; device: DevicePlan } {
  const id = `virtio${index}`
  if (index > 15) throw new Failure(`${id}: there are only virtio0 to virtio15`)
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
