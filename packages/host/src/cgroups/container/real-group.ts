import { dirname, join } from 'node:path'
import { Failure } from '@quorate/schema'
import type { Mount } from '../../mount-info.ts'
import { readProc } from '../../processes/proc-stat.ts'
import { cpusetFile, cpuSettings } from '../cpu-settings.ts'
import { readControl } from '../kernel-file.ts'
import { pressureOf } from '../pressure.ts'
import type { ContainerGroup } from './container-group.ts'
import { moveToCpus } from './cpuset.ts'
import { findGroup, type GroupFolders } from './find-group.ts'
import { setMemoryLimits, type Refused } from './memory-limits.ts'
import { order } from './order.ts'
import { containerUsage } from './usage.ts'

/** LXC uses the freezer of version 1 where there is one. */
function isFrozen({ version, controllers, unified }: GroupFolders): boolean {
  const first = version === 1 ? controllers.get('freezer') : undefined
  if (first !== undefined) return readProc(join(first, 'freezer.state'))?.trim() === 'FROZEN'
  return unified !== undefined && /^frozen 1$/m.test(readProc(join(unified, 'cgroup.events')) ?? '')
}

async function setCpus(version: 1 | 2, folder: string, cpus: string): Promise<boolean> {
  if (version === 2) return order(join(folder, cpusetFile), cpus || '\n')
  return moveToCpus(folder, cpus || ((await readControl(join(dirname(folder), cpusetFile))) ?? ''))
}

const limitFiles = ['cpu.cfs_period_us', 'cpu.cfs_quota_us', 'cpu.max']

/**
 * A limit holds for the group; the one inside gets it too, since lxcfs shows the container what it finds there. It is without
 * one meanwhile: version 1 lets it have no more than the group.
 */
async function setLimit(folder: string, inner: string | undefined, file: string, value: string): Promise<boolean> {
  const within = inner === undefined ? undefined : join(folder, inner, file)
  if (within !== undefined && file === 'cpu.cfs_quota_us') await order(within, '-1')
  const written = await order(join(folder, file), value)
  if (within !== undefined) await order(within, value)
  return written
}

async function setCpu(
  { version, controllers, inner }: GroupFolders,
  options: { limit?: number; weight?: number; affinity?: string },
  refused: Refused,
): Promise<void> {
  for (const { controller, file, value, what } of cpuSettings(version, options)) {
    const folder = controllers.get(controller)
    const change = (at: string) => {
      if (controller === 'cpuset') return setCpus(version, at, value)
      return limitFiles.includes(file) ? setLimit(at, inner, file, value) : order(join(at, file), value)
    }
    try {
      if (folder === undefined || !(await change(folder))) refused(what)
    } catch (error) {
      throw error instanceof Failure ? new Failure(`cannot change the ${what} of the container: ${error.message}`) : error
    }
  }
}

/** undefined: the process has ended, or is in no such group */
export function containerGroup(pid: number, group: string, mounts: readonly Mount[], refused: Refused): ContainerGroup | undefined {
  const text = readProc(`/proc/${pid}/cgroup`)
  const folders = text === undefined ? undefined : findGroup(text, group, mounts)
  if (!folders) return undefined
  return {
    usage: () => containerUsage(folders),
    pressure: () => (folders.unified === undefined ? undefined : pressureOf(folders.unified)),
    frozen: () => isFrozen(folders),
    async setMemory(limits) {
      const folder = folders.controllers.get('memory')
      if (folder === undefined) refused('Memory limit')
      else await setMemoryLimits(folders.version, folder, limits, refused)
    },
    setCpu: options => setCpu(folders, options, refused),
  }
}
