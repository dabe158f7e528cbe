import type { Host } from '@quorate/host'
import { containerGroups, groupOf } from './container-groups.ts'
import { lxcPath } from './lxc-paths.ts'
import type { RunningContainer } from './running-container.ts'

export async function freeze(host: Host, vmid: number, frozen: boolean): Promise<void> {
  await host.exec(frozen ? 'lxc-freeze' : 'lxc-unfreeze', ['-P', lxcPath(host.root), '-n', String(vmid)], { timeoutMs: 30_000 })
}

export function isFrozen(host: Pick<Host, 'cgroups'>, container: Pick<RunningContainer, 'vmid' | 'initPid'>): boolean {
  return groupOf(host, container)?.frozen() ?? false
}

/** Ends what is left in the container's groups and removes them; of a trial also what lies above and is empty then. */
export async function removeGroups({ cgroups, root }: Pick<Host, 'cgroups' | 'root'>, vmid: number): Promise<void> {
  const { container, monitor, pivot } = containerGroups({ cgroups }, vmid)
  const above = root.trial
  await cgroups.removeAll([container], { kill: true, above })
  await cgroups.removeAll([monitor, pivot], { above })
}
