import { parseDrive, type DriveText } from '@quorate/guest'

const mountKey = /^(?:rootfs|mp\d+)$/

/** Is the key's value mounted in the container: its root file system or a mount point? */
export function isMountKey(key: string): boolean {
  return mountKey.test(key)
}

/** -1 for the root file system */
const numberOf = (key: string) => (key === 'rootfs' ? -1 : Number(key.slice('mp'.length)))

/** The root file system and the mount points of a section with their keys, by number: new volumes are numbered alike. */
export function mounts(values: ReadonlyMap<string, string>): [key: string, drive: DriveText][] {
  return [...values]
    .filter(([key]) => isMountKey(key))
    .toSorted(([a], [b]) => numberOf(a) - numberOf(b))
    .map(([key, text]) => [key, parseDrive(text)])
}
