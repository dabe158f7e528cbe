import type { QemuArguments } from '../plan/vm-plan.ts'
import type { DriveConfig } from '../plan/vm-config.ts'

/** Percent-encoded texts of serial and model numbers; a broken escape stays as it is. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Options that all disks of IDE, SATA and SCSI share. */
export function commonDiskOptions(drive: DriveConfig, writeBack: boolean): QemuArguments {
  return {
    rotation_rate: drive.ssd ? 1 : undefined,
    wwn: drive.wwn === undefined ? undefined : BigInt(drive.wwn),
    ...writeOptions(drive, writeBack),
  }
}

/** Serial number, write cache and what happens on errors: options of any disk. */
export function writeOptions(drive: DriveConfig, writeBack: boolean): QemuArguments {
  return {
    serial: decoded(drive.serial),
    'write-cache': writeBack ? undefined : 'off',
    rerror: drive.rerror,
    werror: drive.werror,
  }
}

export function modelText(drive: DriveConfig): string | undefined {
  return decoded(drive.model)
}
