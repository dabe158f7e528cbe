import { link, mkdir, readFile, readdir, rename, rm, rmdir, statfs, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Files, FilesystemUsage } from '../host.ts'
import { errorCode, fileFailure } from './file-failure.ts'
import { fileStat } from './file-stat.ts'
import { exchange, renameNew } from './rename-flags.ts'
import { syncFolder, writeAtomic } from './write-atomic.ts'

/** bytes of the file system that holds the path */
export async function filesystemUsage(path: string): Promise<FilesystemUsage> {
  const { blocks, bfree, bavail, bsize } = await statfs(path)
  return { total: blocks * bsize, used: (blocks - bfree) * bsize, available: bavail * bsize }
}

async function guarded<T>(action: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw fileFailure(action, path, error)
  }
}

async function removeOne(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    if (errorCode(error) !== 'EISDIR' && errorCode(error) !== 'EPERM') throw error
    await rmdir(path)
  }
}

export const realFiles: Files = {
  read: path => guarded('read', path, () => readFile(path, 'utf8')),
  readIfThere: path =>
    guarded('read', path, async () => {
      try {
        return await readFile(path, 'utf8')
      } catch (error) {
        if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
        throw error
      }
    }),
  writeAtomic: (path, content, mode = 0o640) => guarded('write', path, () => writeAtomic(path, content, mode)),
  stat: path => guarded('examine', path, () => fileStat(path)),
  list: path => guarded('list', path, async () => (await readdir(path)).toSorted()),
  makeDirectory: (path, mode = 0o755) =>
    guarded('create', path, async () => {
      await mkdir(path, { recursive: true, mode })
    }),
  rename: (from, to) =>
    guarded('rename', `${from} to ${to}`, async () => {
      await rename(from, to)
      await syncFolder(dirname(to))
    }),
  renameNew: async (from, to) => {
    await renameNew(from, to)
    await syncFolder(dirname(to))
  },
  exchange: async (one, other) => {
    await exchange(one, other)
    await syncFolder(dirname(one))
  },
  link: (from, to) =>
    guarded('link', to, async () => {
      await link(from, to)
      await syncFolder(dirname(to))
    }),
  remove: path => guarded('remove', path, () => removeOne(path)),
  removeTree: path => guarded('remove', path, () => rm(path, { recursive: true, force: true })),
  usage: path => guarded('examine', path, () => filesystemUsage(path)),
}
