import { lstat, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@quorate/host'
import { tryReadDirectoryName } from '../directory/volume-names.ts'
import type { ListedVolume } from '../driver.ts'
import { imageFacts } from '../image/image-facts.ts'
import type { BtrfsParts } from './parts.ts'
import { entryOf, imageFile, leafOf, pathFromTop } from './volume-place.ts'

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return []
    throw error
  }
}

async function treeFacts(path: string): Promise<{ size: number; ctime: number } | undefined> {
  try {
    const stats = await lstat(path)
    return stats.isDirectory() ? { size: 0, ctime: Math.floor(stats.birthtimeMs / 1000) } : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** What files and folders tell; sizes of folder trees are in the quotas. undefined: there is no such volume. */
async function lookAt(parts: BtrfsParts, vmid: number, leaf: string): Promise<ListedVolume | undefined> {
  const name = tryReadDirectoryName(`${vmid}/${leaf}`)
  if (!name || (name.format !== 'raw' && name.format !== 'subvol')) return undefined
  const subvolume = join(parts.layout.folder('images'), String(vmid), entryOf(leaf))
  const facts = name.format === 'subvol' ? await treeFacts(subvolume) : await imageFacts(join(subvolume, imageFile), 'raw')
  return facts && { name, ...facts }
}

/** One volume, with its own quota. */
export async function findVolume(parts: BtrfsParts, vmid: number, leaf: string): Promise<ListedVolume | undefined> {
  const found = await lookAt(parts, vmid, leaf)
  if (found?.name.format !== 'subvol') return found
  const quotas = await parts.btrfs.quotas(join(parts.layout.folder('images'), found.name.text), { only: true })
  const quota = quotas && [...quotas.values()][0]
  return quota ? { ...found, size: quota.limit, used: quota.used } : found
}

/** Two programs tell the sizes of all folder trees together; where there are none, no program is started. */
async function withQuotas(parts: BtrfsParts, images: string, volumes: readonly ListedVolume[]): Promise<ListedVolume[]> {
  if (!volumes.some(volume => volume.name.format === 'subvol')) return [...volumes]
  const quotas = await parts.btrfs.quotas(images)
  if (!quotas) return [...volumes]
  const ids = await parts.btrfs.ids(images)
  const top = pathFromTop(await realpath(images))
  return volumes.map(volume => {
    const quota = quotas.get(ids.get(join(top, volume.name.text)) ?? '')
    return quota && volume.name.format === 'subvol' ? { ...volume, size: quota.limit, used: quota.used } : volume
  })
}

export async function listVolumes(parts: BtrfsParts, vmid?: number): Promise<ListedVolume[]> {
  const images = parts.layout.folder('images')
  const guests = vmid === undefined ? (await namesIn(images)).filter(name => /^[1-9]\d{2,8}$/.test(name)) : [String(vmid)]
  const found: ListedVolume[] = []
  for (const guest of guests) {
    const leaves = (await namesIn(join(images, guest))).map(leafOf).filter(leaf => leaf !== undefined)
    const looked = await Promise.all(leaves.map(leaf => lookAt(parts, Number(guest), leaf)))
    found.push(...looked.filter(volume => volume !== undefined))
  }
  return await withQuotas(parts, images, found)
}
