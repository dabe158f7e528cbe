import { Failure } from '@quorate/schema'
import { pciPlace, type MachineKind } from '../plan/pci-layout.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { DevicePlan, ObjectPlan, QemuArguments } from '../plan/vm-plan.ts'
import type { DriveAttachment } from './drive-attachment.ts'
import { commonDiskOptions } from './disk-device.ts'

const drivers: Readonly<Record<string, { driver: string; disksEach: number }>> = {
  lsi: { driver: 'lsi', disksEach: 7 },
  lsi53c810: { driver: 'lsi53c810', disksEach: 7 },
  megasas: { driver: 'megasas', disksEach: 31 },
  pvscsi: { driver: 'pvscsi', disksEach: 31 },
  'virtio-scsi-pci': { driver: 'virtio-scsi-pci', disksEach: 31 },
  'virtio-scsi-single': { driver: 'virtio-scsi-pci', disksEach: 1 },
}

export const usualScsiController = 'lsi'

/** `virtio-scsi-single` puts each disk on its own controller, behind a bridge of their own. */
export function needsScsiBridge(scsihw: string | undefined): boolean {
  return scsihw === 'virtio-scsi-single'
}

export interface ScsiPlan {
  readonly objects: readonly ObjectPlan[]
  readonly controller: DevicePlan
  readonly device: DevicePlan
}

/** The controller of scsi<index> (disks of one controller all name the same) and the disk itself. */
export function scsiDevice(
  kind: MachineKind,
  scsihw: string | undefined,
  index: number,
  drive: DriveConfig,
  attachment: DriveAttachment,
): ScsiPlan {
  const hardware = drivers[scsihw ?? usualScsiController]
  if (!hardware) throw new Failure(`scsihw: '${scsihw}' is not a SCSI controller`)
  if (index > 30) throw new Failure(`scsi${index}: there are only scsi0 to scsi30`)
  const single = needsScsiBridge(scsihw)
  const virtio = hardware.driver === 'virtio-scsi-pci'
  const number = Math.floor(index / hardware.disksEach)
  const id = single ? `virtioscsi${number}` : `scsihw${number}`
  const thread = single && drive.iothread ? `iothread-${id}` : undefined
  const queues = single ? drive.queues : undefined
  const controller: DevicePlan = { driver: hardware.driver, id, ...pciPlace(kind, id), iothread: thread, num_queues: queues }
  const address = virtio ? { channel: 0, 'scsi-id': 0, lun: single ? 0 : index } : { 'scsi-id': index % hardware.disksEach }
  return {
    objects: thread === undefined ? [] : [{ 'qom-type': 'iothread', id: thread }],
    controller,
    device: scsiDisk(`scsi${index}`, { bus: `${id}.0`, ...address }, drive, attachment),
  }
}

function scsiDisk(id: string, address: QemuArguments, drive: DriveConfig, attachment: DriveAttachment): DevicePlan {
  const base = { id, ...address, drive: attachment.node, bootindex: attachment.bootIndex } as const
  if (attachment.cdrom) return { driver: 'scsi-cd', ...base }
  if (attachment.passThrough) return { driver: 'scsi-block', ...base }
  return {
    driver: 'scsi-hd',
    ...base,
    product: drive.product,
    vendor: drive.vendor,
    // Guests find disks by this text under /dev/disk/by-id; where there is a serial number, QEMU takes that.
    device_id: drive.serial === undefined ? `drive-${id}` : undefined,
    ...commonDiskOptions(drive, attachment.writeBack),
  }
}
