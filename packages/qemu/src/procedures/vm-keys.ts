import { isCdrom, parseDrive, type DriveText } from '@quorate/guest'

export { ownerOf } from '@quorate/storage'

/** Keys whose value is a disk of the guest, firmware and TPM state included. */
const driveKey = /^(?:(?:ide|sata|scsi|virtio)\d+|efidisk0|tpmstate0)$/
const unusedKey = /^unused\d+$/
const maxUnused = 256

export function isDriveKey(key: string): boolean {
  return driveKey.test(key)
}

export function isUnusedKey(key: string): boolean {
  return unusedKey.test(key)
}

type Values = ReadonlyMap<string, string>

/** Every disk of a section with its key, in the order of the file. CD-ROMs are among them. */
export function drives(values: Values): [key: string, drive: DriveText][] {
  return [...values].filter(([key]) => isDriveKey(key)).map(([key, text]) => [key, parseDrive(text)])
}

/** Disks that hold the guest's own data: no CD-ROM. */
export function disks(values: Values): [key: string, drive: DriveText][] {
  return drives(values).filter(([, drive]) => !isCdrom(drive))
}

/** Every volume that a section names, with the key. */
export function volumesOf(values: Values): [key: string, file: string][] {
  return [...values]
    .filter(([key]) => isDriveKey(key) || isUnusedKey(key) || key === 'vmstate')
    .map(([key, text]) => [key, parseDrive(text).file])
}

/** The first free `unusedN`; undefined: all are taken. */
export function freeUnusedKey(values: Values): string | undefined {
  for (let n = 0; n < maxUnused; n++) if (!values.has(`unused${n}`)) return `unused${n}`
  return undefined
}
