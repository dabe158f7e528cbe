import { randomBytes } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@quorate/host'
import { confined } from '../directory/confine.ts'
import { removeEmptyFolder, type NewImage } from '../directory/new-image.ts'
import type { DirectoryParts } from '../directory/parts.ts'
import type { Making } from '../driver.ts'
import { NameTaken } from '../errors.ts'
import { prefixOf } from '../guest-volume-name.ts'
import { nextDiskName } from '../next-disk-name.ts'

/** How a storage makes volumes that are folders. */
export interface FolderKind {
  /** Makes it at this path; where its parent is not there, fails with ENOENT. */
  create(path: string): Promise<void>
  /** Says which incarnation it is. */
  identity(path: string): Promise<string>
  /** No error when it is not there. */
  remove(path: string): Promise<void>
  /** Name of the folder of a volume with this leaf. */
  entryOf(leaf: string): string
}

/** Makes the guest's folder with the hidden one in it, so that nobody removes the former as empty in between. */
async function begin(parts: DirectoryParts, vmid: number, hidden: string, kind: FolderKind): Promise<string> {
  const images = parts.layout.folder('images')
  const folder = await confined(`storage '${parts.id}'`, images, join(images, String(vmid)))
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    try {
      await kind.create(join(folder, hidden))
      return folder
    } catch (error) {
      if (errorCode(error) === 'ENOENT' && attempt < 10) continue
      await removeEmptyFolder(folder)
      throw error
    }
  }
}

/** Renames without replacing: of two that want a name one gets it. */
async function publish(parts: DirectoryParts, image: NewImage, folder: string, hidden: string, kind: FolderKind, making: Making) {
  const identity = await kind.identity(join(folder, hidden))
  for (;;) {
    const leaf = image.name ?? `${nextDiskName(image.vmid, await readdir(folder), prefixOf(image.format))}.${image.format}`
    const name = `${image.vmid}/${leaf}`
    const trace = await making.willCreate({ name, identity })
    try {
      await parts.host.files.renameNew(join(folder, hidden), join(folder, kind.entryOf(leaf)))
      return name
    } catch (error) {
      await trace.settle()
      if (errorCode(error) !== 'EEXIST') throw error
      if (image.name !== undefined) throw new NameTaken(parts.id, name)
    }
  }
}

/**
 * Creates a volume that is a folder: filled under a hidden name of its own, then published whole. Whatever goes wrong in
 * between leaves nothing; what the process cannot clean up because it died is in the traces.
 */
export async function newFolder(
  parts: DirectoryParts,
  image: NewImage,
  kind: FolderKind,
  making: Making,
  fill: (path: string) => Promise<void>,
): Promise<string> {
  const hidden = `.new-${randomBytes(8).toString('hex')}.${image.format}`
  const partial = await making.willCreate({ name: `${image.vmid}/${hidden}`, identity: '' })
  const folder = await begin(parts, image.vmid, hidden, kind)
  let published = false
  try {
    if (image.name !== undefined && (await readdir(folder)).includes(kind.entryOf(image.name))) {
      throw new NameTaken(parts.id, `${image.vmid}/${image.name}`)
    }
    await fill(join(folder, hidden))
    making.signal.throwIfAborted()
    const name = await publish(parts, image, folder, hidden, kind, making)
    published = true
    return name
  } finally {
    if (!published) await kind.remove(join(folder, hidden))
    await removeEmptyFolder(folder)
    await partial.settle()
  }
}
