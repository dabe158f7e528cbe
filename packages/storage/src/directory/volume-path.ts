import { join } from 'node:path'
import { isGuestVolume } from '../content-type.ts'
import type { VolumeName } from '../volume-name.ts'
import { confined } from './confine.ts'
import type { DirectoryParts } from './parts.ts'

/** `100/vm-100-disk-0.raw`: where an image lies below the folder of images, without the base that its name may begin with. */
export function imagePlace(name: VolumeName): string {
  return `${name.vmid}/${name.leaf}`
}

/** Absolute path of a volume; fails when a symbolic link would lead out of the storage. */
export async function volumePath(parts: DirectoryParts, name: VolumeName): Promise<string> {
  const ofGuest = isGuestVolume(name.content)
  const folder = parts.layout.folder(ofGuest ? 'images' : name.content)
  const path = join(folder, ofGuest ? imagePlace(name) : name.leaf)
  return await confined(`volume '${parts.id}:${name.text}'`, folder, path)
}
