import { parseDrive, type DriveText } from '@quorate/guest'

/** Keys whose value is a disk of the guest, firmware and TPM state included. */
const driveKey = /^(?:(?:ide|sata|scsi|virtio)\d+|efidisk0|tpmstate0)$/

export function isDriveKey(key: string): boolean {
  return driveKey.test(key)
}

/** Every disk of a section with its key, in the order of the file. CD-ROMs are among them. */
export function drives(values: ReadonlyMap<string, string>): [key: string, drive: DriveText][] {
  return [...values].filter(([key]) => isDriveKey(key)).map(([key, text]) => [key, parseDrive(text)])
}
