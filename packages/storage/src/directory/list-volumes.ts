import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, normalize } from 'node:path'
import { errorCode } from '@quorate/host'
import { isGuestVolume } from '../content-type.ts'
import type { ListedVolume } from '../driver.ts'
import { imageFacts, type ImageFacts } from '../image/image-facts.ts'
import type { VolumeName } from '../volume-name.ts'
import type { FileContent } from './content-name.ts'
import type { DirectoryParts } from './parts.ts'
import { tryReadDirectoryName } from './volume-names.ts'

/** Files looked at at the same time. */
const together = 64

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return []
    throw error
  }
}

async function forAll<T, R>(items: readonly T[], look: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const found: R[] = []
  for (let at = 0; at < items.length; at += together) {
    for (const one of await Promise.all(items.slice(at, at + together).map(look))) if (one !== undefined) found.push(one)
  }
  return found
}

/** The base that an image names as its backing file, where that is a base image of this storage. */
function baseOf(vmid: number, backingFile: string): string | undefined {
  const place = normalize(join(String(vmid), backingFile))
  const base = tryReadDirectoryName(place)
  return base?.isBase && base.base === undefined ? place : undefined
}

/** A folder has no size of its own, and what it occupies is known only by walking through it. undefined: no folder there. */
async function folderFacts(path: string): Promise<ImageFacts | undefined> {
  try {
    const stats = await lstat(path)
    return stats.isDirectory() ? { size: 0, ctime: Math.floor(stats.birthtimeMs / 1000) } : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** undefined: not there, or not what its name says. A linked clone gets the name that begins with its base. */
export async function lookAtImage(parts: DirectoryParts, vmid: number, leaf: string): Promise<ListedVolume | undefined> {
  const plain = tryReadDirectoryName(`${vmid}/${leaf}`)
  if (!plain || !isGuestVolume(plain.content)) return undefined
  const path = join(parts.layout.folder('images'), plain.text)
  const facts = plain.format === 'subvol' ? await folderFacts(path) : await imageFacts(path, plain.format)
  if (!facts) return undefined
  const base = facts.backingFile === undefined ? undefined : baseOf(vmid, facts.backingFile)
  const name = base === undefined ? plain : { ...plain, text: `${base}/${plain.text}`, base }
  return { name, size: facts.size, ...(facts.used !== undefined && { used: facts.used }), ctime: facts.ctime }
}

export async function listImages(parts: DirectoryParts, vmid?: number): Promise<ListedVolume[]> {
  const images = parts.layout.folder('images')
  const guests = vmid === undefined ? (await namesIn(images)).filter(name => /^[1-9]\d{2,8}$/.test(name)) : [String(vmid)]
  const leaves = await forAll(guests, async guest => (await namesIn(join(images, guest))).map(leaf => [Number(guest), leaf] as const))
  return await forAll(leaves.flat(), ([guest, leaf]) => lookAtImage(parts, guest, leaf))
}

async function noteOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(`${path}.notes`, 'utf8')).trimEnd()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** undefined: not there, or not a regular file. `beside`: names in the same folder, where they are known. */
export async function lookAtFile(parts: DirectoryParts, name: VolumeName, beside?: ReadonlySet<string>): Promise<ListedVolume | undefined> {
  const path = join(parts.layout.folder(name.content), name.leaf)
  const facts = await imageFacts(path, name.content === 'import' ? name.format : 'raw')
  if (!facts) return undefined
  const siblings = beside ?? new Set(await namesIn(dirname(path)))
  const notes = siblings.has(`${name.leaf}.notes`) ? await noteOf(path) : undefined
  return {
    name,
    size: facts.size,
    ...(facts.used !== undefined && { used: facts.used }),
    ctime: name.backupTime ?? facts.ctime,
    ...(notes !== undefined && { notes }),
    ...(siblings.has(`${basename(path)}.protected`) && { protected: true }),
  }
}

export async function listFiles(parts: DirectoryParts, content: FileContent, vmid?: number): Promise<ListedVolume[]> {
  const leaves = await namesIn(parts.layout.folder(content))
  const beside = new Set(leaves)
  return await forAll(leaves, async leaf => {
    const name = tryReadDirectoryName(`${content}/${leaf}`)
    if (!name || (vmid !== undefined && name.vmid !== vmid)) return undefined
    return await lookAtFile(parts, name, beside)
  })
}
