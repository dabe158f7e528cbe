import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '../../files/file-failure.ts'
import type { Mount } from '../../mount-info.ts'
import { readProc } from '../../processes/proc-stat.ts'
import { readControl, writeControl } from '../kernel-file.ts'
import { removeEmptied, removeFolder } from '../remove-folder.ts'

/** Tops of all trees, and our own places in them: below those LXC makes what is to stay within our own limits. */
function tops(mounts: readonly Mount[], ownGroups: string): string[] {
  const own = ownGroups.split('\n').flatMap(line => {
    const [, names = '', path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    const mount = mounts.find(({ type, superOptions }) =>
      names === '' ? type === 'cgroup2' : type === 'cgroup' && superOptions.includes(names.split(',')[0] ?? ''),
    )
    return mount && path !== '/' ? [join(mount.mountPoint, path)] : []
  })
  return [...new Set([...mounts.map(({ mountPoint }) => mountPoint), ...own])]
}

/** A group and all below it, the lowest first. */
async function groupsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const below = entries.filter(entry => entry.isDirectory()).map(entry => groupsIn(join(folder, entry.name)))
    return [...(await Promise.all(below)).flat(), folder]
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** What stands still dies only when it goes on. */
async function killIn(folder: string): Promise<void> {
  for (const pid of (await readControl(join(folder, 'cgroup.procs')))?.split('\n').filter(Boolean) ?? []) {
    try {
      if (Number(pid) > 1) process.kill(Number(pid), 'SIGKILL')
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error
    }
  }
  if ((await readControl(join(folder, 'freezer.state'))) !== undefined) await writeControl(join(folder, 'freezer.state'), 'THAWED')
  if ((await readControl(join(folder, 'cgroup.freeze'))) === '1') await writeControl(join(folder, 'cgroup.freeze'), '0')
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

/** `mounts`: of control groups. */
export async function removeGroups(
  groups: readonly string[],
  mounts: readonly Mount[],
  options: { kill?: boolean; above?: boolean },
): Promise<void> {
  for (const top of tops(mounts, readProc('/proc/self/cgroup') ?? '')) {
    for (const group of groups) {
      const found = await groupsIn(join(top, group))
      if (options.kill) for (const folder of found) await killIn(folder)
      for (const folder of found) await removeEmptied(folder)
      if (options.above) await removeEmptyAbove(top, group)
    }
  }
}
