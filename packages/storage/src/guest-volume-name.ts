import type { ImageFormat } from './content-type.ts'

/** Volumes of guests are called `vm-100-…`, folder trees `subvol-100-…`; base images of either `base-100-…` and `basevol-100-…`. */
export const guestPrefixes = ['vm', 'base', 'subvol', 'basevol'] as const

/** What the name of a new volume of this format begins with. */
export function prefixOf(format: ImageFormat): 'vm' | 'subvol' {
  return format === 'subvol' ? 'subvol' : 'vm'
}

const owned = new RegExp(`^[^:]+:(?:.*/)?(?:${guestPrefixes.join('|')})-(\\d+)-[^/]*$`)

/** Whose volume it is, by its name: `local:100/vm-100-disk-0.qcow2` and `local-zfs:subvol-100-disk-0` are of 100. */
export function ownerOf(volid: string): number | undefined {
  const match = owned.exec(volid)
  return match ? Number(match[1]) : undefined
}

/** A linked clone goes by two ids: with the base image before its own name, and without. This is the latter. */
export function withoutBase(volid: string): string {
  return volid.replace(/^([^:]+:)(?:\d+\/)?base(?:vol)?-[^/]+\//, '$1')
}

/** Do two ids name the same volume? */
export function sameVolume(one: string, other: string): boolean {
  return one === other || withoutBase(one) === withoutBase(other)
}
