import { closeSync, constants, createReadStream, fstatSync, openSync, opendirSync, readSync, statfsSync, type Stats } from 'node:fs'
import { Failure } from '@quorate/schema'
import type { FilesystemUsage } from '../host.ts'
import { errorCode } from '../files/file-failure.ts'
import { callLibc } from '../libc.ts'
import { idInside } from './id-map.ts'
import { refuseKernelFileSystem } from './kernel-file-systems.ts'
import { descriptorPath, openInRoot, pathOnly } from './open-in-root.ts'
import type { IdMap, RootedSource, RootedStat } from './rooted-files.ts'

const mostNames = 100_000
const longestTarget = 4096
/** Waits neither for a FIFO nor for somebody who holds a lease on the file. */
const readNow = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY

/** A path that only goes in circles leads nowhere. */
export const notThere = (error: unknown) => ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errorCode(error) ?? '')

/** Opens a regular file of a storage by its inode, which was looked at before. undefined: it is something else */
function openRegular(root: number, path: string): number | undefined {
  const place = openInRoot(root, path, pathOnly)
  try {
    if (!fstatSync(place).isFile()) return undefined
    refuseKernelFileSystem(place)
    return openSync(descriptorPath(place), readNow)
  } finally {
    closeSync(place)
  }
}

export function readRooted(root: number, path: string, limit: number): Buffer | undefined {
  let fd: number | undefined
  try {
    fd = openRegular(root, path)
  } catch (error) {
    if (notThere(error) || error instanceof Failure) return undefined
    throw error
  }
  if (fd === undefined) return undefined
  try {
    const { size } = fstatSync(fd)
    if (size > limit) return undefined
    const buffer = Buffer.allocUnsafe(limit + 1)
    let length = 0
    for (;;) {
      const got = readSync(fd, buffer, length, buffer.length - length, null)
      if (got === 0) return buffer.subarray(0, length)
      length += got
      if (length > limit) return undefined
    }
  } finally {
    closeSync(fd)
  }
}

export function listRooted(root: number, path: string): string[] {
  const names: string[] = []
  try {
    const fd = openInRoot(root, path, readNow | constants.O_DIRECTORY)
    try {
      refuseKernelFileSystem(fd)
      using folder = opendirSync(descriptorPath(fd))
      for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
        if (names.push(entry.name) > mostNames) throw new Failure(`it holds more than ${mostNames} names`)
      }
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (!notThere(error)) throw error
  }
  return names.toSorted()
}

function kindOf(stats: Stats): RootedStat['kind'] {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'directory'
  return stats.isSymbolicLink() ? 'link' : 'other'
}

function statOf(fd: number, idMap: IdMap): RootedStat {
  const stats = fstatSync(fd)
  const buffer = Buffer.alloc(longestTarget)
  const declaration = 'long readlinkat(int folder, const char *path, void *buffer, size_t size)'
  const target = stats.isSymbolicLink() ? buffer.toString('utf8', 0, callLibc(declaration, fd, '', buffer, buffer.length)) : undefined
  return {
    kind: kindOf(stats),
    mode: stats.mode & 0o7777,
    uid: idInside(idMap.uid, stats.uid),
    gid: idInside(idMap.gid, stats.gid),
    size: stats.size,
    mtime: Math.floor(stats.mtimeMs / 1000),
    ...(target !== undefined && { target }),
  }
}

export function lookRooted(root: number, path: string, idMap: IdMap): RootedStat | undefined {
  try {
    const fd = openInRoot(root, path, pathOnly | constants.O_NOFOLLOW)
    try {
      return statOf(fd, idMap)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (notThere(error)) return undefined
    throw error
  }
}

export function openReadRooted(root: number, path: string, idMap: IdMap, from: number): RootedSource {
  const fd = openRegular(root, path)
  if (fd === undefined) throw new Failure('it is no regular file')
  return { stat: statOf(fd, idMap), stream: createReadStream('', { fd, start: from, autoClose: true, highWaterMark: 1 << 20 }) }
}

export function usageRooted(root: number, path: string): FilesystemUsage {
  const fd = openInRoot(root, path, pathOnly)
  try {
    const { blocks, bfree, bavail, bsize } = statfsSync(descriptorPath(fd))
    return { total: blocks * bsize, used: (blocks - bfree) * bsize, available: bavail * bsize }
  } finally {
    closeSync(fd)
  }
}
