import type { LxcServices } from '../services.ts'
import { isFrozen } from './container-cgroup.ts'
import type { ContainerState } from './publish-container.ts'
import type { RunningContainer } from './running-container.ts'

/** Of a container that runs. */
export async function stateOf({ host }: Pick<LxcServices, 'host'>, container: RunningContainer): Promise<ContainerState> {
  return isFrozen(host, container) ? 'paused' : 'running'
}
