import type { Host } from '@quorate/host'
import { groupOf } from './container-groups.ts'
import { lxcPath } from './lxc-paths.ts'
import type { ContainerState } from './publish-container.ts'
import type { RunningContainer } from './running-container.ts'

const freezeMs = 30_000

/** Lets all processes of a container stand still, or go on. */
export async function freeze(host: Host, vmid: number, frozen: boolean): Promise<void> {
  await host.exec(frozen ? 'lxc-freeze' : 'lxc-unfreeze', ['-P', lxcPath(host.root), '-n', String(vmid)], { timeoutMs: freezeMs })
}

export function stateOf(host: Pick<Host, 'cgroups'>, container: RunningContainer): ContainerState {
  return groupOf(host, container)?.frozen() ? 'paused' : 'running'
}
