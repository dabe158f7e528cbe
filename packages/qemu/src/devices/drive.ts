import { Failure } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { ResolvedVolume } from '../plan/vm-facts.ts'
import type { DevicePlan, DiskPlan, ObjectPlan } from '../plan/vm-plan.ts'
import { blockNodes, nodeNames } from './block-nodes.ts'
import type { DriveAttachment } from './drive-attachment.ts'
import { driveCache } from './drive-cache.ts'
import { driveLimits, limitConflict } from './drive-limits.ts'
import { ideDevice } from './ide.ts'
import { sataController, sataDevice } from './sata.ts'
import { needsScsiBridge, scsiDevice } from './scsi.ts'
import { snapshotDrive } from './snapshot-drive.ts'
import { virtioBlockDevice } from './virtio-blk.ts'

const form = /^(ide|sata|scsi|virtio)(\d+)$/
const numbers = { ide: 4, sata: 6, scsi: 31, virtio: 16 } as const

const keys = (['ide', 'sata', 'scsi', 'virtio'] as const).flatMap(bus =>
  Array.from({ length: numbers[bus] }, (_, index) => `${bus}${index}`),
)

/** Drives that the config holds, in the order of the command line. */
export function driveKeys(config: Readonly<Record<string, unknown>>): string[] {
  return keys.filter(key => config[key])
}

/** The CD drive of the machine itself; opened as such it may be empty. */
const machineDrive: ResolvedVolume = {
  path: '/dev/cdrom',
  format: 'raw',
  readonly: true,
  directIo: false,
  blockDevice: true,
  protocol: { driver: 'host_cdrom', filename: '/dev/cdrom' },
}

/** `none` is an empty tray, `cdrom` the machine's own drive. */
export function volumeOf(context: Pick<PlanContext, 'facts'>, key: string, drive: DriveConfig): ResolvedVolume | undefined {
  if (drive.file === 'none' || (drive.file === 'cdrom' && !context.facts.cdromDrive)) return undefined
  const volume = context.facts.volumes.get(drive.file)
  const { qemu, node } = context.facts
  if (volume && !volume.protocol && qemu.blockDrivers.length && !qemu.blockDrivers.includes(volume.format))
    throw new Failure(`${key}: QEMU ${qemu.version} on node ${node} does not know the image format '${volume.format}'`)
  if (volume) return volume
  if (drive.file === 'cdrom') return machineDrive
  throw new Failure(`${key}: volume '${drive.file}' was not found on node ${context.facts.node}`)
}

/** What has no medium can only be a CD drive, even where `media=cdrom` was left out. */
function isTray(bus: string, drive: DriveConfig): boolean {
  return bus !== 'virtio' && (drive.file === 'none' || drive.file === 'cdrom')
}

/** Everything for one drive; also what hot-plugging it adds. Fails when the volume is not known or the key is out of range. */
export function planDrive(context: PlanContext, key: string): DiskPlan {
  const drive = context.config[key] as DriveConfig
  const match = form.exec(key)
  if (!match) throw new TypeError(`${key} is no drive`)
  const volume = volumeOf(context, key, drive)
  const cdrom = drive.media === 'cdrom' || isTray(match[1] as string, drive)
  if (!volume && (!cdrom || match[1] === 'virtio'))
    throw new Failure(`${key}: a disk needs a volume; 'none' is for CD drives of IDE, SATA and SCSI`)
  if (!volume && drive.file === 'cdrom')
    context.warnings.push(`${key}: node ${context.facts.node} has no CD drive (/dev/cdrom); the tray is empty`)
  const readonly = cdrom || (volume?.readonly ?? false) || drive.ro === true
  const cache = volume && driveCache(key, drive, volume, context.facts.qemu, context.facts.host)
  if (cache?.warning !== undefined) context.warnings.push(cache.warning)
  const conflict = limitConflict(driveLimits(drive, text => context.warnings.push(`${key}: ${text}`)))
  if (conflict !== undefined) throw new Failure(`${key}: ${conflict}`)
  const names = nodeNames(key)
  const passThrough = drive.scsiblock === true && !cdrom && volume?.blockDevice === true
  const attachment: DriveAttachment = {
    node: volume && names.top,
    cdrom,
    passThrough,
    writeBack: cache?.writeBack ?? true,
    bootIndex: context.boot.get(key),
  }
  const overlay = volume && cache && drive.snapshot === true && !cdrom
  const plan = deviceFor(context, match[1] as string, Number(match[2]), drive, attachment)
  // A filter would not let the guest's own SCSI commands through.
  const throttle = !cdrom && !passThrough
  const block = volume && cache && !overlay ? blockNodes(key, drive, volume, cache, { readonly, throttle }) : { objects: [], nodes: [] }
  if (drive.iothread && key.startsWith('scsi') && !needsScsiBridge(context.config.scsihw)) {
    context.warnings.push(`${key}: iothread works with scsihw: virtio-scsi-single only and is ignored`)
  }
  return {
    key,
    file: drive.file,
    cdrom,
    readonly,
    node: volume && names.top,
    formatNode: volume && !overlay ? (throttle ? names.format : names.top) : undefined,
    objects: [...block.objects, ...plan.objects],
    nodes: block.nodes,
    controllers: plan.controllers,
    device: plan.device,
    options: overlay ? snapshotDrive(key, drive, volume, cache) : [],
  }
}

interface Parts {
  readonly objects: readonly ObjectPlan[]
  readonly controllers: readonly DevicePlan[]
  readonly device: DevicePlan
}

function deviceFor(context: PlanContext, kind: string, index: number, drive: DriveConfig, attachment: DriveAttachment): Parts {
  const machine = context.machine.kind
  switch (kind) {
    case 'ide':
      return { objects: [], controllers: [], device: ideDevice(machine, index, drive, attachment) }
    case 'sata':
      return { objects: [], controllers: [sataController(machine)], device: sataDevice(index, drive, attachment) }
    case 'scsi': {
      const { objects, controller, device } = scsiDevice(machine, context.config.scsihw, index, drive, attachment)
      return { objects, controllers: [controller], device }
    }
    default: {
      const { objects, device } = virtioBlockDevice(machine, index, drive, attachment)
      return { objects, controllers: [], device }
    }
  }
}
