import { dirname, join } from 'node:path'
import { Failure } from '@quorate/schema'
import type { Cgroups } from '../host.ts'
import { errorCode } from '../files/file-failure.ts'
import { mountInfo, type Mount } from '../mount-info.ts'
import { containerGroup } from './container/real-group.ts'
import { removeGroups } from './container/remove-groups.ts'
import { cpusetFile, cpuSettings } from './cpu-settings.ts'
import { checkedGroup } from './group-name.ts'
import { readControl, writeControl } from './kernel-file.ts'
import type { CgroupLayout } from './layout.ts'
import { prepareGroup } from './prepare.ts'
import { removeEmptied, removeFolder } from './remove-folder.ts'
import { groupPressure } from './pressure.ts'
import { groupUsage } from './usage.ts'

/** Removes the group, and then the folders above it, up to our own subtree, that no other group needs. */
async function removeGroup(top: string, group: string): Promise<void> {
  const folders = group.split('/').map((_, depth, parts) => join(top, ...parts.slice(0, parts.length - depth)))
  await removeEmptied(folders[0] ?? top)
  for (const folder of [...folders.slice(1), top]) {
    try {
      await removeFolder(folder)
    } catch (error) {
      if (errorCode(error) === 'EBUSY' || errorCode(error) === 'ENOTEMPTY') return
      throw error
    }
  }
}

/** What gives a group all CPUs again: version 2 takes an empty line for that, version 1 wants them named. */
async function allCpus(version: 1 | 2, folderAbove: string): Promise<string> {
  return version === 2 ? '\n' : ((await readControl(join(folderAbove, cpusetFile))) ?? '')
}

/** `notice` is told once per kind of limit that this machine does not let us set. */
export function realCgroups(layout: CgroupLayout, notice: (text: string) => void): Cgroups {
  const noticed = new Set<string>()
  const refused = (what: string) => {
    if (noticed.has(what)) return
    noticed.add(what)
    notice(`${what} not applied: the control groups of this machine are not writable for us`)
  }
  let known: Mount[] | undefined
  /** Where control groups are mounted does not change while the machine runs. */
  const mounts = () => (known ??= mountInfo().filter(({ type }) => type.startsWith('cgroup')))
  const controllersIn = () => (layout.version === 2 ? ['cpu'] : [...layout.folders.keys()])

  return {
    version: layout.version,
    top: layout.name,
    relative: layout.relative ?? false,
    async enter(group, pid) {
      const name = checkedGroup(group)
      let entered = 0
      for (const controller of controllersIn()) {
        const folder = layout.folders.get(controller)
        if (folder === undefined || !(await prepareGroup(layout, controller, name))) continue
        try {
          if (await writeControl(join(folder, name, 'cgroup.procs'), String(pid))) entered += 1
        } catch (error) {
          if (errorCode(error) === 'ESRCH') throw new Failure(`process ${pid} ended before it could enter its resource group`)
          throw error
        }
      }
      if (entered === 0) refused('Resource limits')
    },
    async setCpu(group, options) {
      const name = checkedGroup(group)
      for (const { controller, file, value, what } of cpuSettings(layout.version, options)) {
        const folder = layout.folders.get(controller)
        const written =
          folder !== undefined &&
          (await prepareGroup(layout, controller, name)) &&
          (await writeControl(join(folder, name, file), value || (await allCpus(layout.version, dirname(join(folder, name))))))
        if (!written) refused(what)
      }
    },
    usage: group => groupUsage(layout, checkedGroup(group)),
    pressure: group => groupPressure(layout, checkedGroup(group)),
    container: (pid, group) => containerGroup(pid, checkedGroup(group), mounts(), refused),
    removeAll: (groups, options = {}) => removeGroups(groups.map(checkedGroup), mounts(), options),
    async remove(group) {
      const name = checkedGroup(group)
      for (const folder of new Set(layout.folders.values())) await removeGroup(folder, name)
    },
  }
}
