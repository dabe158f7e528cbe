import { join } from 'node:path'
import { readControl } from './kernel-file.ts'
import type { CgroupLayout } from './layout.ts'

const statValue = (text: string | undefined, key: string) => {
  const found = text?.match(new RegExp(`^${key} (\\d+)$`, 'm'))?.[1]
  return found === undefined ? undefined : Number(found)
}

/** nanoseconds of CPU and bytes of memory; members that the controllers do not tell are left out */
export async function groupUsage(layout: CgroupLayout, group: string): Promise<{ cpuNs?: number; memoryBytes?: number }> {
  const file = async (controller: string, name: string) => {
    const folder = layout.folders.get(controller)
    return folder === undefined ? undefined : readControl(join(folder, group, name))
  }
  const unified = layout.version === 2
  const cpu = unified ? statValue(await file('cpu', 'cpu.stat'), 'usage_usec') : undefined
  const accounted = unified ? undefined : await file('cpuacct', 'cpuacct.usage')
  const cpuNs = unified ? cpu && cpu * 1000 : accounted === undefined ? undefined : Number(accounted)
  const memory = await file('memory', unified ? 'memory.current' : 'memory.usage_in_bytes')
  // Pages of files that nobody used lately are given back at once: not the guest's need.
  const idle = statValue(await file('memory', 'memory.stat'), unified ? 'inactive_file' : 'total_inactive_file')
  return {
    ...(cpuNs !== undefined && { cpuNs }),
    ...(memory !== undefined && { memoryBytes: Math.max(0, Number(memory) - (idle ?? 0)) }),
  }
}
