import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { mountInfo, type Host } from '@quorate/host'
import { lxcPath } from './lxc-paths.ts'
import { containerGroups } from './container-groups.ts'

/** Folders of a group in every hierarchy of the machine, those inside it first. */
function foldersOf(group: string): string[] {
  const tops = mountInfo().filter(({ type }) => type === 'cgroup' || type === 'cgroup2')
  const within = (folder: string): string[] => [
    ...readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? within(join(folder, entry.name)) : [])),
    folder,
  ]
  return tops
    .map(({ mountPoint }) => join(mountPoint, group))
    .filter(existsSync)
    .flatMap(within)
}

export async function freeze(host: Host, vmid: number, frozen: boolean): Promise<void> {
  await host.exec(frozen ? 'lxc-freeze' : 'lxc-unfreeze', ['-P', lxcPath(host.root), '-n', String(vmid)], { timeoutMs: 30_000 })
}

export function isFrozen(host: Host, vmid: number): boolean {
  const { container } = containerGroups(host, vmid)
  for (const { type, mountPoint, superOptions } of mountInfo()) {
    const file = type === 'cgroup2' ? 'cgroup.freeze' : superOptions.includes('freezer') ? 'freezer.state' : undefined
    const path = file && join(mountPoint, container, file)
    if (path && existsSync(path) && /^(?:1|FROZEN|FREEZING)$/.test(readFileSync(path, 'utf8').trim())) return true
  }
  return false
}

/** Ends what is left in the container's groups and removes them. */
export async function removeGroups(host: Host, vmid: number): Promise<void> {
  const { container, monitor } = containerGroups(host, vmid)
  const pids = new Set(
    foldersOf(container).flatMap(folder => readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)),
  )
  for (const pid of pids) {
    host.processes.kill(Number(pid), 'KILL')
    await host.processes.ended(Number(pid), { timeoutMs: 5000 })
  }
  for (const folder of [...foldersOf(container), ...foldersOf(monitor)]) rmdirSync(folder)
}
