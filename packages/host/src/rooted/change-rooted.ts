import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import { Failure } from '@quorate/schema'
import { errorCode } from '../files/file-failure.ts'
import { refuseKernelFileSystem } from './kernel-file-systems.ts'
import { descriptorPath, openFolderOnly, openInRoot, pathOnly } from './open-in-root.ts'
import { folderOf, mostLinks, openPlace, statAt, targetOf, type Place } from './place.ts'
import { notThere } from './read-rooted.ts'
import type { IdMap } from './rooted-files.ts'
import { asRootInside, temporaryName, type Settle } from './write-rooted.ts'

function isFolder(root: number, path: string): boolean {
  try {
    closeSync(openInRoot(root, path, openFolderOnly))
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

/** What the mode of a new folder is does not depend on this process's umask. */
function makeOne(place: Place, mode: number): void {
  mkdirSync(place.path, 0o700)
  const fd = openSync(place.path, openFolderOnly | constants.O_NOFOLLOW)
  try {
    chmodSync(descriptorPath(fd), mode)
  } finally {
    closeSync(fd)
  }
}

export async function makeFolderRooted(root: number, path: string, idMap: IdMap, settle: Settle, mode: number, links = 0): Promise<void> {
  if (isFolder(root, path)) return
  const above = folderOf(path)
  if (above !== '') await makeFolderRooted(root, above, idMap, settle, 0o755, links)
  using place = openPlace(root, path)
  const target = targetOf(place, path)
  // The folder that a link names is made with all above it, too.
  if (target !== undefined && links < mostLinks) return makeFolderRooted(root, target, idMap, settle, mode, links + 1)
  try {
    asRootInside(idMap, () => makeOne(place, mode))
  } catch (error) {
    // Somebody else made it meanwhile.
    if (errorCode(error) !== 'EEXIST' || !isFolder(root, path)) throw error
  }
  await settle(place)
}

export async function linkRooted(root: number, path: string, idMap: IdMap, settle: Settle, target: string): Promise<void> {
  using place = openPlace(root, path)
  if (statAt(place)?.isDirectory()) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' })
  const draft = `${descriptorPath(place.folder)}/${temporaryName()}`
  asRootInside(idMap, () => {
    symlinkSync(target, draft)
    try {
      renameSync(draft, place.path)
    } catch (error) {
      rmSync(draft, { force: true })
      throw error
    }
  })
  await settle(place)
}

export async function removeRooted(root: number, path: string, settle: Settle): Promise<void> {
  try {
    using place = openPlace(root, path)
    if (statAt(place)?.isDirectory()) rmdirSync(place.path)
    else unlinkSync(place.path)
    await settle(place)
  } catch (error) {
    if (!notThere(error)) throw error
  }
}

/** By its inode, for files and folders alone: a device here may be the machine's own. */
export function changeRooted(root: number, path: string, change: (descriptor: string) => void): void {
  const fd = openInRoot(root, path, pathOnly)
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile() && !stats.isDirectory()) throw new Failure('it is neither a file nor a folder')
    refuseKernelFileSystem(fd)
    change(descriptorPath(fd))
  } finally {
    closeSync(fd)
  }
}

export const changeOwner = (uid: number, gid: number) => (descriptor: string) => chownSync(descriptor, uid, gid)
export const changeMode = (mode: number) => (descriptor: string) => chmodSync(descriptor, mode)
