import type { Stats } from 'node:fs'
import { lstat, readFile } from 'node:fs/promises'
import type { FileStat } from '../host.ts'
import { errorCode } from './file-failure.ts'

function kindOf(stats: Stats): FileStat['kind'] {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'directory'
  if (stats.isSymbolicLink()) return 'link'
  return stats.isBlockDevice() ? 'block' : 'other'
}

/** The kernel counts block devices in units of 512 bytes, whatever their sectors. */
async function blockDeviceSize(stats: Stats): Promise<number> {
  const major = ((stats.rdev >>> 8) & 0xfff) | 0
  const minor = (stats.rdev & 0xff) | ((stats.rdev >>> 12) & 0xfff00)
  return Number(await readFile(`/sys/dev/block/${major}:${minor}/size`, 'utf8')) * 512
}

/** Does not follow a symbolic link at the end of the path. undefined: nothing there. */
export async function fileStat(path: string): Promise<FileStat | undefined> {
  try {
    const stats = await lstat(path)
    const kind = kindOf(stats)
    const size = kind === 'block' ? await blockDeviceSize(stats) : stats.size
    const allocated = kind === 'block' ? size : stats.blocks * 512
    return { kind, size, allocated, mtime: Math.floor(stats.mtimeMs / 1000), mode: stats.mode & 0o7777 }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}
