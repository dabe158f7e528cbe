import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '../files/file-failure.ts'
import { readControl, writeControl } from './kernel-file.ts'
import type { CgroupLayout } from './layout.ts'

/** A new cpuset of version 1 is empty, and an empty one takes no process. */
async function inheritCpuset(folder: string): Promise<void> {
  for (const file of ['cpuset.mems', 'cpuset.cpus']) {
    if ((await readControl(join(folder, file))) !== '') continue
    const above = await readControl(join(dirname(folder), file))
    if (above) await writeControl(join(folder, file), above)
  }
}

async function makeLevel(layout: CgroupLayout, controller: string, folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: false })
  } catch (error) {
    const code = errorCode(error)
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes(code ?? '')) return false
    if (code !== 'EEXIST') throw error
  }
  if (layout.version === 1 && controller === 'cpuset') await inheritCpuset(folder)
  return true
}

/** Creates the group's folder for one controller with all above it. False: not allowed here. */
export async function prepareGroup(layout: CgroupLayout, controller: string, group: string): Promise<boolean> {
  // A second time, because the end of another guest may have taken an empty folder above away.
  return (await makeGroup(layout, controller, group)) || makeGroup(layout, controller, group)
}

async function makeGroup(layout: CgroupLayout, controller: string, group: string): Promise<boolean> {
  let folder = layout.folders.get(controller)
  if (folder === undefined) return false
  if (layout.version === 2) await delegate(dirname(folder))
  if (!(await makeLevel(layout, controller, folder))) return false
  for (const part of group.split('/')) {
    if (layout.version === 2) await delegate(folder)
    folder = join(folder, part)
    if (!(await makeLevel(layout, controller, folder))) return false
  }
  return true
}

/** Each controller on its own: one that this machine lacks must not cost the others. */
async function delegate(folder: string): Promise<void> {
  for (const controller of ['cpu', 'cpuset', 'memory', 'io', 'pids']) {
    await writeControl(join(folder, 'cgroup.subtree_control'), `+${controller}`)
  }
}
