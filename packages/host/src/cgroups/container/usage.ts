import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readProc } from '../../processes/proc-stat.ts'
import type { ContainerUsage } from './container-group.ts'
import type { GroupFolders } from './find-group.ts'

/** `key 123` of a file of many lines. */
function value(text: string | undefined, key: string): number | undefined {
  const found = text?.match(new RegExp(`^${key} (\\d+)$`, 'm'))?.[1]
  return found === undefined ? undefined : Number(found)
}

const stacked = new Map<string, boolean>()

/** What is read from such a device is counted once more for the one below it. */
function isStacked(device: string): boolean {
  const known = stacked.get(device)
  if (known !== undefined) return known
  const folder = `/sys/dev/block/${device}`
  const slaves = join(folder, 'slaves')
  const answer = existsSync(join(folder, 'loop')) || (existsSync(slaves) && readdirSync(slaves).length > 0)
  stacked.set(device, answer)
  return answer
}

const kinds = { 1: ['Read ', 'Write '], 2: ['.*\\brbytes=', '.*\\bwbytes='] } as const

/** Bytes of both directions, from `8:0 Read 4096` or `8:0 rbytes=4096 wbytes=0 ...`. */
export function diskBytes(version: 1 | 2, text: string): { readBytes: number; writtenBytes: number } {
  const [readBytes, writtenBytes] = kinds[version].map(kind => {
    const lines = [...text.matchAll(new RegExp(`^(\\d+:\\d+) ${kind}(\\d+)`, 'gm'))]
    return lines.filter(([, device = '']) => !isStacked(device)).reduce((sum, [, , bytes]) => sum + Number(bytes), 0)
  })
  return { readBytes: readBytes ?? 0, writtenBytes: writtenBytes ?? 0 }
}

const names = {
  1: {
    memory: 'memory.usage_in_bytes',
    file: 'total_cache',
    shared: 'total_shmem',
    disks: { controller: 'blkio', file: 'blkio.throttle.io_service_bytes_recursive' },
  },
  2: { memory: 'memory.current', file: 'file', shared: 'shmem', disks: { controller: 'io', file: 'io.stat' } },
} as const

export function containerUsage({ version, controllers }: GroupFolders): ContainerUsage {
  const file = (controller: string, name: string) => {
    const folder = controllers.get(controller)
    return folder === undefined ? undefined : readProc(join(folder, name))?.trim()
  }
  const number = (controller: string, name: string) => {
    const text = file(controller, name)
    return text === undefined ? undefined : Number(text)
  }
  const own = names[version]
  const cpuUs = version === 2 ? value(file('cpu', 'cpu.stat'), 'usage_usec') : undefined
  const cpuNs = version === 2 ? cpuUs && cpuUs * 1000 : number('cpuacct', 'cpuacct.usage')
  const all = number('memory', own.memory)
  const stat = file('memory', 'memory.stat')
  // Files of a tmpfs count among the cached ones, and yet cannot be dropped.
  const droppable = (value(stat, own.file) ?? 0) - (value(stat, own.shared) ?? 0)
  const swapBytes = version === 2 ? number('memory', 'memory.swap.current') : value(stat, 'total_swap')
  const disks = file(own.disks.controller, own.disks.file)
  const processes = number('pids', 'pids.current')
  return {
    ...(cpuNs !== undefined && { cpuNs }),
    ...(all !== undefined && { memoryBytes: Math.max(0, all - droppable) }),
    ...(swapBytes !== undefined && { swapBytes }),
    ...(disks !== undefined && diskBytes(version, disks)),
    ...(processes !== undefined && { processes }),
  }
}
