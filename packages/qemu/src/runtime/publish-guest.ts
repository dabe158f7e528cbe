import { publishGuest as publish } from '@quorate/guest'
import type { QemuServices } from '../services.ts'
import type { RunningVm } from './running-vm.ts'

/** Tells every watcher at once how a VM of this node is. */
export function publishGuest(
  services: Pick<QemuServices, 'host' | 'hub' | 'guests'>,
  vmid: number,
  vm: RunningVm | undefined,
  qmpstatus?: string,
): void {
  publish(services, 'qemu', vmid, vm && { pid: vm.pid, begun: vm.record.begun, status: qmpstatus ?? 'running' })
}
