import { guestName, parseGuestConfig, type IndexedGuest } from '@quorate/guest'
import type { ContainerMetrics } from '../metrics/container-metrics.ts'
import type { CpuShare } from '../runtime/cpu-share.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { LxcServices } from '../services.ts'

const mebibyte = 2 ** 20
const usualMebibytes = 512

/** bytes of swap that a container may use besides its memory */
function swapOf({ text }: IndexedGuest): number {
  const swap = Number(parseGuestConfig(text).current.get('swap') ?? usualMebibytes)
  return (Number.isSafeInteger(swap) ? swap : usualMebibytes) * mebibyte
}

/** What lists and status show of a container alike. */
export async function containerRow(
  services: LxcServices,
  guest: IndexedGuest,
  container: RunningContainer | undefined,
  share: CpuShare,
): Promise<Record<string, unknown>> {
  const { summary, vmid } = guest
  const { cpuNumbers } = await services.hostFacts([])
  const cpus = summary.cpus ?? cpuNumbers.length
  const now = services.host.now()
  const row: Record<string, unknown> = {
    vmid,
    type: 'lxc',
    name: guestName(guest),
    status: container ? 'running' : 'stopped',
    cpus,
    cpu: 0,
    maxmem: summary.memory,
    mem: 0,
    maxswap: swapOf(guest),
    swap: 0,
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
  if (!container) return row
  const { cpu, memory } = share.look(container, cpus, now)
  const metrics = services.hub.values('metrics').get(String(vmid))?.data as ContainerMetrics | undefined
  const measured = metrics?.pid === container.monitorPid ? metrics : undefined
  return {
    ...row,
    pid: container.initPid,
    uptime: Math.max(0, Math.floor((now - container.record.begun) / 1000)),
    cpu: cpu || (measured?.cpu ?? 0),
    mem: memory ?? measured?.mem ?? 0,
    swap: measured?.swap ?? 0,
    maxdisk: measured?.maxdisk ?? summary.disk,
    disk: measured?.disk ?? 0,
    netin: measured?.netin ?? 0,
    netout: measured?.netout ?? 0,
    diskread: measured?.diskread ?? 0,
    diskwrite: measured?.diskwrite ?? 0,
    ...measured?.pressure,
  }
}
