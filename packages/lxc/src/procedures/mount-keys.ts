import { parseDrive, type DriveText } from '@quorate/guest'

const mountKey = /^(?:rootfs|mp\d+)$/

/** Is the key's value mounted in the container: its root file system or a mount point? */
export function isMountKey(key: string): boolean {
  return mountKey.test(key)
}

/** Root file system and mount points of a section with their keys, in the order of the file. */
export function mounts(values: ReadonlyMap<string, string>): [key: string, drive: DriveText][] {
  return [...values].filter(([key]) => isMountKey(key)).map(([key, text]) => [key, parseDrive(text)])
}
