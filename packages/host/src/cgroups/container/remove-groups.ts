import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '../../files/file-failure.ts'
import type { Mount } from '../../mount-info.ts'
import { readProc } from '../../processes/proc-stat.ts'
import { removeEmptied, removeFolder } from '../remove-folder.ts'

/** Tops of all trees, and our own places in them: below those LXC makes what is to stay within our own limits. */
function tops(mounts: readonly Mount[], ownGroups: string): string[] {
  const groups = mounts.filter(({ type }) => type === 'cgroup' || type === 'cgroup2')
  const own = ownGroups.split('\n').flatMap(line => {
    const [, names = '', path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    const mount = groups.find(({ type, superOptions }) =>
      names === '' ? type === 'cgroup2' : type === 'cgroup' && superOptions.includes(names.split(',')[0] ?? ''),
    )
    return mount && path !== '/' ? [join(mount.mountPoint, path)] : []
  })
  return [...new Set([...groups.map(({ mountPoint }) => mountPoint), ...own])]
}

async function removeTree(folder: string): Promise<void> {
  let names
  try {
    names = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  for (const entry of names) if (entry.isDirectory()) await removeTree(join(folder, entry.name))
  await removeEmptied(folder)
}

/** Up to the first that others need. */
async function removeEmptyAbove(top: string, group: string): Promise<void> {
  for (let folder = dirname(group); folder !== '.'; folder = dirname(folder)) {
    try {
      await removeFolder(join(top, folder))
    } catch (error) {
      if (['EBUSY', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) return
      throw error
    }
  }
}

export async function removeGroups(groups: readonly string[], mounts: readonly Mount[], options: { above?: boolean }): Promise<void> {
  for (const top of tops(mounts, readProc('/proc/self/cgroup') ?? '')) {
    for (const group of groups) {
      await removeTree(join(top, group))
      if (options.above) await removeEmptyAbove(top, group)
    }
  }
}
