import { readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { errorCode, mountInfo } from '@quorate/host'
import { confined } from '../directory/confine.ts'
import type { VolumePlace } from '../driver.ts'
import type { VolumeName } from '../volume-name.ts'
import type { BtrfsParts } from './parts.ts'

/** The file in the subvolume of a raw image. */
export const imageFile = 'disk.raw'

/** Name of the subvolume of a volume: `vm-100-disk-0.raw` lies in `vm-100-disk-0`, a folder tree in one of its own name. */
export function entryOf(leaf: string): string {
  return leaf.endsWith('.raw') ? leaf.slice(0, -'.raw'.length) : leaf
}

/** The other way round. undefined: a snapshot, or no volume. */
export function leafOf(entry: string): string | undefined {
  if (entry.includes('@') || entry.startsWith('.')) return undefined
  return entry.endsWith('.subvol') ? entry : `${entry}.raw`
}

/** Path of the subvolume. Fails when a symbolic link would lead out of the storage. */
export async function subvolumeOf(parts: BtrfsParts, name: VolumeName, snapshot?: string): Promise<string> {
  const images = parts.layout.folder('images')
  const entry = snapshot === undefined ? entryOf(name.leaf) : `${entryOf(name.leaf)}@${snapshot}`
  return await confined(`volume '${parts.id}:${name.text}'`, images, join(images, String(name.vmid), entry))
}

/** What a guest opens. */
export function placeIn(subvolume: string, format: string): VolumePlace {
  return format === 'subvol' ? { path: subvolume, kind: 'folder' } : { path: join(subvolume, imageFile), kind: 'file' }
}

/** Names of the snapshots that lie beside a subvolume. */
export async function snapshotsBeside(subvolume: string): Promise<string[]> {
  const prefix = `${subvolume.slice(dirname(subvolume).length + 1)}@`
  try {
    const names = await readdir(dirname(subvolume))
    return names.filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return []
    throw error
  }
}

/** Path from the top of the file system, as `btrfs` prints it. The path is real, without links. */
export function pathFromTop(path: string): string {
  const above = mountInfo().filter(({ mountPoint }) => path === mountPoint || path.startsWith(mountPoint === '/' ? '/' : `${mountPoint}/`))
  const mount = above.toSorted((a, b) => a.mountPoint.length - b.mountPoint.length).at(-1)
  return join(mount?.root ?? '/', relative(mount?.mountPoint ?? '/', path)).slice(1)
}
