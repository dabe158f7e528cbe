import { randomBytes } from 'node:crypto'
import { chmod, link, lstat, mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, syncFolder } from '@quorate/host'
import type { ImageFormat } from '../content-type.ts'
import type { Making } from '../driver.ts'
import { NameTaken } from '../errors.ts'
import { nextDiskName } from '../next-disk-name.ts'
import { confined } from './confine.ts'
import { fileIdentity } from './identity.ts'
import type { DirectoryParts } from './parts.ts'

export interface NewImage {
  readonly vmid: number
  readonly format: ImageFormat
  /** Leaf with its ending; left out: the first free one. */
  readonly name?: string
}

/** A guest's folder goes with its last image. */
export async function removeEmptyFolder(path: string): Promise<void> {
  try {
    await rmdir(path)
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error
  }
}

/** Makes the guest's folder with the hidden file in it, so that nobody removes the folder as empty in between. */
async function begin(parts: DirectoryParts, vmid: number, hidden: string): Promise<string> {
  const images = parts.layout.folder('images')
  const folder = await confined(`storage '${parts.id}'`, images, join(images, String(vmid)))
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    try {
      await writeFile(join(folder, hidden), '', { flag: 'wx', mode: 0o600 })
      return folder
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || attempt === 10) throw error
    }
  }
}

/** Hard links, unlike renames, refuse a name that is taken: of two that want it one gets it, on this node or another. */
async function publish(parts: DirectoryParts, image: NewImage, folder: string, written: string, making: Making): Promise<string> {
  const identity = fileIdentity(await lstat(written, { bigint: true }))
  for (;;) {
    const leaf = image.name ?? `${nextDiskName(image.vmid, await readdir(folder))}.${image.format}`
    const trace = await making.willCreate({ name: `${image.vmid}/${leaf}`, identity })
    try {
      await link(written, join(folder, leaf))
      await syncFolder(folder)
      return `${image.vmid}/${leaf}`
    } catch (error) {
      await trace.settle()
      if (errorCode(error) !== 'EEXIST') throw error
      if (image.name !== undefined) throw new NameTaken(parts.id, `${image.vmid}/${leaf}`)
    }
  }
}

/**
 * Creates an image: written under a hidden name of its own first, then published whole under its name. Whatever goes
 * wrong in between leaves nothing; what the process cannot clean up because it died is in the traces.
 */
export async function newImage(
  parts: DirectoryParts,
  image: NewImage,
  making: Making,
  write: (path: string) => Promise<void>,
): Promise<string> {
  const hidden = `.new-${randomBytes(8).toString('hex')}.${image.format}`
  const partial = await making.willCreate({ name: `${image.vmid}/${hidden}`, identity: '' })
  const folder = await begin(parts, image.vmid, hidden)
  const written = join(folder, hidden)
  try {
    if (image.name !== undefined && (await readdir(folder)).includes(image.name)) {
      throw new NameTaken(parts.id, `${image.vmid}/${image.name}`)
    }
    await write(written)
    making.signal.throwIfAborted()
    await chmod(written, 0o640)
    return await publish(parts, image, folder, written, making)
  } finally {
    await rm(written, { force: true })
    await removeEmptyFolder(folder)
    await partial.settle()
  }
}
