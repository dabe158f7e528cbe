import { guestName, type GuestState, type IndexedGuest } from '@quorate/guest'
import { runningMachine } from '../devices/running-machine.ts'
import type { GuestMetrics } from '../metrics/guest-metrics.ts'
import type { CpuShare } from '../runtime/cpu-share.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { QemuServices } from '../services.ts'

/** What lists and status show of a VM alike. */
export function vmRow(services: QemuServices, guest: IndexedGuest, vm: RunningVm | undefined, share: CpuShare): Record<string, unknown> {
  const { summary, vmid } = guest
  const cpus = summary.cpus ?? 1
  const now = services.host.now()
  const state = services.hub.values('guest').get(String(vmid))?.data as GuestState | undefined
  const row: Record<string, unknown> = {
    vmid,
    name: guestName(guest),
    status: vm ? 'running' : 'stopped',
    qmpstatus: vm ? (state?.status === 'running' ? (state.qmpstatus ?? 'running') : 'running') : 'stopped',
    cpus,
    cpu: 0,
    maxmem: summary.memory,
    mem: 0,
    maxdisk: summary.disk,
    disk: 0,
    uptime: 0,
    netin: 0,
    netout: 0,
    diskread: 0,
    diskwrite: 0,
    ...(summary.template ? { template: true } : {}),
    ...(summary.tags ? { tags: summary.tags } : {}),
    ...(summary.lock ? { lock: summary.lock } : {}),
  }
  if (!vm) return row
  const { cpu, memory } = share.look(vm, cpus, now)
  const metrics = services.hub.values('metrics').get(String(vmid))?.data as GuestMetrics | undefined
  const measured = metrics?.pid === vm.pid ? metrics : undefined
  return {
    ...row,
    pid: vm.pid,
    uptime: Math.max(0, Math.floor((now - vm.record.begun) / 1000)),
    cpu: cpu || (measured?.cpu ?? 0),
    mem: measured?.mem ?? memory,
    memhost: memory,
    netin: measured?.netin ?? 0,
    netout: measured?.netout ?? 0,
    diskread: measured?.diskread ?? 0,
    diskwrite: measured?.diskwrite ?? 0,
    'running-machine': runningMachine(vm.record.machine),
    'running-qemu': vm.record.qemu,
    ...measured?.pressure,
  }
}
