import { publishGuest } from '@quorate/guest'
import type { LxcServices } from '../services.ts'
import type { RunningContainer } from './running-container.ts'

export type ContainerState = 'running' | 'paused'

/** Tells every watcher at once how a container of this node is. */
export function publishContainer(
  services: Pick<LxcServices, 'host' | 'hub' | 'guests'>,
  vmid: number,
  container: RunningContainer | undefined,
  status: ContainerState = 'running',
): void {
  publishGuest(services, 'lxc', vmid, container && { pid: container.initPid, begun: container.record.begun, status })
}
