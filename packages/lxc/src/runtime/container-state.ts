import type { LxcServices } from '../services.ts'
import { isFrozen } from './container-cgroup.ts'
import type { ContainerState } from './publish-container.ts'

/** Of a container that runs. */
export async function stateOf({ host }: Pick<LxcServices, 'host'>, vmid: number): Promise<ContainerState> {
  return isFrozen(host, vmid) ? 'paused' : 'running'
}
