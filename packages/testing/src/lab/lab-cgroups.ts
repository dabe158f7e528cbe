import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

interface Hierarchy {
  readonly folder: string
  /** As `mount -o` wants it; undefined: version 2 */
  readonly controllers?: string
}

const controllers = [
  'cpu',
  'cpuacct',
  'cpuset',
  'memory',
  'devices',
  'freezer',
  'blkio',
  'pids',
  'net_cls',
  'perf_event',
  'net_prio',
  'hugetlb',
]

/** The machine's trees of control groups. */
export function hierarchies(): Hierarchy[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap(line => {
      const [before = '', after = ''] = line.split(' - ')
      const folder = before.split(' ')[4] ?? ''
      const [type, , options = ''] = after.split(' ')
      if (type === 'cgroup2') return [{ folder }]
      if (type !== 'cgroup') return []
      const kept = options.split(',').filter(option => controllers.includes(option) || option.startsWith('name='))
      return [{ folder, controllers: kept.some(option => option.startsWith('name=')) ? ['none', ...kept].join(',') : kept.join(',') }]
    })
}

/** A new cpuset of version 1 is empty, and an empty one takes no process. */
function fillCpuset(folder: string, above: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) writeFileSync(join(folder, file), readFileSync(join(above, file)))
}

/** Makes the machine's own group in every tree; answers the files through which a process enters them. */
export function makeGroups(name: string): string[] {
  return hierarchies().map(({ folder, controllers }) => {
    const group = join(folder, name)
    mkdirSync(group, { recursive: true })
    if (controllers?.split(',').includes('cpuset')) fillCpuset(group, folder)
    return join(group, 'cgroup.procs')
  })
}

const inside = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry => [...inside(join(folder, entry.name)), join(folder, entry.name)])

/** The groups of all machines of a lab, with what was made in them. Their processes are gone; the kernel takes a moment to see it. */
export async function removeGroups(prefix: string): Promise<void> {
  for (const { folder } of hierarchies()) {
    for (const name of readdirSync(folder).filter(name => name.startsWith(prefix))) {
      for (const group of [...inside(join(folder, name)), join(folder, name)]) await removeGroup(group)
    }
  }
}

async function removeGroup(group: string): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      return rmdirSync(group)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'ENOENT') return
      if (code !== 'EBUSY' || left === 0) throw error
    }
    await sleep(25)
  }
}

/** What a machine's processes take, in bytes; the cache of files that the kernel may drop is not counted. */
export function groupMemory(name: string): number {
  for (const { folder, controllers } of hierarchies()) {
    if (controllers !== undefined && !controllers.split(',').includes('memory')) continue
    const group = join(folder, name)
    const stat = readFileSync(join(group, 'memory.stat'), 'utf8')
    const version1 = /^total_rss (\d+)$/m.exec(stat)?.[1]
    const shared = /^(?:total_shmem|shmem) (\d+)$/m.exec(stat)?.[1]
    const version2 = /^anon (\d+)$/m.exec(stat)?.[1]
    if (version1 ?? version2) return Number(version1 ?? version2) + Number(shared ?? 0)
  }
  return 0
}
