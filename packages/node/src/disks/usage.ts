import type { BlockDevice } from './block-devices.ts'

const names: Readonly<Record<string, string>> = { LVM2_member: 'LVM', zfs_member: 'ZFS', linux_raid_member: 'RAID', crypto_LUKS: 'LUKS' }
/** Kinds of partitions of a GPT that hold no file system to be known by. */
const partitions: Readonly<Record<string, string>> = {
  '21686148-6449-6e6f-744e-656564454649': 'BIOS boot',
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b': 'EFI',
  '6a945a3b-1dd2-11b2-99a6-080020736631': 'ZFS reserved',
}

/** Is it, or anything on it, in the tree of files, or swapped to? */
export function isMounted({ mountpoints, children = [] }: BlockDevice): boolean {
  return mountpoints.some(point => point !== null) || children.some(isMounted)
}

/** What a disk or partition is used for. undefined: nothing that is known */
export function usageOf(device: BlockDevice): string | undefined {
  const { type, fstype, pttype, parttype, children = [] } = device
  const kind = parttype === null ? undefined : partitions[parttype.toLowerCase()]
  if (kind !== undefined) return kind
  if (fstype !== null) return names[fstype] ?? fstype
  if (children.some(child => child.type === 'part') || (type === 'disk' && pttype !== null && children.length > 0)) return 'partitions'
  if (children.length > 0) return 'Device Mapper'
  return isMounted(device) ? 'mounted' : undefined
}
