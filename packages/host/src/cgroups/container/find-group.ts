import { join } from 'node:path'
import type { Mount } from '../../mount-info.ts'

/** Where the files of one group are. */
export interface GroupFolders {
  /** Of the controllers that are used. */
  readonly version: 1 | 2
  /** By controller; with version 2 all in one folder. */
  readonly controllers: ReadonlyMap<string, string>
  /** Of the tree of version 2, which may be there beside version 1 without controllers. */
  readonly unified: string | undefined
  /** Name of the group below it that the container sees as its own top. */
  readonly inner: string | undefined
}

const controllersOfUnified = ['cpu', 'cpuacct', 'cpuset', 'memory', 'io', 'pids', 'freezer']

/** `/a/quorate/lxc/100/ns/init.scope` up to the group, and `ns`: wherever in its own part of the tree the container has put its processes. */
function split(path: string, group: string): { whole: string; inner: string | undefined } | undefined {
  const at = `${path}/`.indexOf(`/${group}/`)
  if (at < 0) return undefined
  const end = at + group.length + 1
  return { whole: path.slice(0, end), inner: path.slice(end).split('/')[1] }
}

/** `text`: of `/proc/<pid>/cgroup`. undefined: the process is in no such group */
export function findGroup(text: string, group: string, mounts: readonly Mount[]): GroupFolders | undefined {
  const controllers = new Map<string, string>()
  let unified: string | undefined
  let inner: string | undefined
  for (const line of text.split('\n')) {
    const [, names = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    const found = split(path, group)
    if (!found) continue
    const { whole } = found
    inner ??= found.inner
    const list = names.split(',').filter(Boolean)
    const mount = mounts.find(({ type, superOptions }) =>
      list.length === 0 ? type === 'cgroup2' : type === 'cgroup' && superOptions.includes(list[0] ?? ''),
    )
    if (!mount) continue
    const folder = join(mount.mountPoint, mount.root !== '/' && whole.startsWith(`${mount.root}/`) ? whole.slice(mount.root.length) : whole)
    if (list.length === 0) unified = folder
    else for (const name of list) controllers.set(name, folder)
  }
  if (['cpu', 'memory', 'cpuset'].some(name => controllers.has(name))) return { version: 1, controllers, unified, inner }
  if (unified === undefined) return undefined
  const one = unified
  return { version: 2, controllers: new Map(controllersOfUnified.map(name => [name, one])), unified, inner }
}
