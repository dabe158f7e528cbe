import { constants, open, readFile, readdir, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Failure } from '@quorate/schema'
import { errorCode, fileFailure } from '../files/file-failure.ts'
import type { KernelTree } from '../host.ts'

/** Also what a device says that has nothing to tell, or that is just going away. */
const absent = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'EIO', 'EINVAL', 'ENODATA', 'EOPNOTSUPP'])

/** Names come from config files and people: nothing leads out of the tree. */
function within(folder: string, path: string): string {
  const good = path.split('/').every(part => /^[A-Za-z0-9_][A-Za-z0-9_.:+-]*$/.test(part))
  if (!good) throw new Failure(`'${path}' is no file of ${folder}`)
  return join(folder, path)
}

async function unlessAbsent<T>(action: string, path: string, work: (path: string) => Promise<T>): Promise<T | undefined> {
  try {
    return await work(path)
  } catch (error) {
    if (absent.has(errorCode(error) ?? '')) return undefined
    throw fileFailure(action, path, error)
  }
}

/** `folder`: `/sys`, or a made-up tree. */
export function kernelTree(folder: string): KernelTree {
  return {
    read: path => unlessAbsent('read', within(folder, path), async file => (await readFile(file, 'utf8')).trimEnd()),
    list: async path => (await unlessAbsent('list', within(folder, path), async file => (await readdir(file)).toSorted())) ?? [],
    linked: path => unlessAbsent('read', within(folder, path), async file => basename(await readlink(file))),
    async write(path, order) {
      const file = within(folder, path)
      try {
        // An order is one write to a file that is there; many such files cannot be opened for reading.
        await using handle = await open(file, constants.O_WRONLY)
        await handle.write(order)
      } catch (error) {
        throw fileFailure(`write '${order.trim()}' to`, file, error)
      }
    },
  }
}
