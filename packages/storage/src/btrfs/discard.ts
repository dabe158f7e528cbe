import { dirname, join } from 'node:path'
import { Failure } from '@quorate/schema'
import { confined } from '../directory/confine.ts'
import { removeEmptyFolder } from '../directory/new-image.ts'
import { tryReadDirectoryName } from '../directory/volume-names.ts'
import type { Trace } from '../driver.ts'
import { removeFolder } from '../tree/remove-folder.ts'
import { isSubvolume } from './btrfs-tool.ts'
import type { BtrfsParts } from './parts.ts'
import { entryOf } from './volume-place.ts'

const hidden = /^[1-9]\d{2,8}\/\.new-[0-9a-f]{16}\.(?:raw|subvol)$/

/** Undoes a creation. Hidden names are unique; a published name counts only while it still is the same subvolume. */
export async function discardSubvolume(parts: BtrfsParts, trace: Trace): Promise<void> {
  const name = tryReadDirectoryName(trace.name)
  const place = hidden.test(trace.name) ? trace.name : name && `${name.vmid}/${entryOf(name.leaf)}`
  const what = `volume '${parts.id}:${trace.name}'`
  if (place === undefined) throw new Failure(`${what} is nothing that could be discarded`)
  const images = parts.layout.folder('images')
  const path = await confined(what, images, join(images, place))
  const subvolume = await isSubvolume(path)
  if (name && (subvolume === false || (subvolume && (await parts.btrfs.uuid(path)) !== trace.identity))) return
  if (subvolume !== undefined) await removeFolder(what, path, gone => parts.btrfs.remove(gone))
  await removeEmptyFolder(dirname(path))
}
