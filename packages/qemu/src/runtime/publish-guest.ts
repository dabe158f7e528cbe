import type { GuestState } from '@quorate/guest'
import type { QemuServices } from '../services.ts'
import type { RunningVm } from './running-vm.ts'

type Publisher = Pick<QemuServices, 'host' | 'hub' | 'guests'>

/** Tells every watcher at once how a guest of this node is. A guest without a config is told to be gone. */
export function publishGuest(services: Publisher, vmid: number, vm: RunningVm | undefined, qmpstatus?: string): void {
  const { node } = services.host.root
  const guest = services.guests.find(vmid)
  const value = { kind: 'guest', id: String(vmid), path: `/vms/${vmid}` } as const
  if (!guest) return services.hub.publish([{ ...value, data: null }])
  if (guest.node !== node || guest.kind !== 'qemu') return
  const lock = guest.summary.lock
  const state: GuestState = {
    node,
    status: vm ? 'running' : 'stopped',
    qmpstatus: vm ? (qmpstatus ?? 'running') : 'stopped',
    ...(vm ? { pid: vm.pid, since: Math.floor(vm.record.begun / 1000) } : {}),
    ...(lock ? { lock } : {}),
  }
  services.hub.publish([{ ...value, data: state }])
}
