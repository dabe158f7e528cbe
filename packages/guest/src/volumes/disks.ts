import { isCdrom, parseDrive, type DriveText } from '../drive-text.ts'

/** Keys whose value is a volume of the guest: disks of a VM, its firmware and TPM state; root file system and mount points of a container. */
const diskKey = /^(?:(?:ide|sata|scsi|virtio)\d+|efidisk0|tpmstate0|rootfs|mp\d+)$/
const unusedKey = /^unused\d+$/
const maxUnused = 256

export function isDiskKey(key: string): boolean {
  return diskKey.test(key)
}

export function isUnusedKey(key: string): boolean {
  return unusedKey.test(key)
}

type Values = ReadonlyMap<string, string>

/** Disks that hold the guest's own data, in the order of the file: no CD-ROM. */
export function disks(values: Values): [key: string, drive: DriveText][] {
  return [...values]
    .filter(([key]) => isDiskKey(key))
    .map(([key, text]): [string, DriveText] => [key, parseDrive(text)])
    .filter(([, drive]) => !isCdrom(drive))
}

/** Every volume that a section names, with the key. */
export function volumesOf(values: Values): [key: string, file: string][] {
  return [...values]
    .filter(([key]) => isDiskKey(key) || isUnusedKey(key) || key === 'vmstate')
    .map(([key, text]) => [key, parseDrive(text).file])
}

/** The first free `unusedN`; undefined: all are taken. */
export function freeUnusedKey(values: Values): string | undefined {
  for (let n = 0; n < maxUnused; n++) if (!values.has(`unused${n}`)) return `unused${n}`
  return undefined
}
