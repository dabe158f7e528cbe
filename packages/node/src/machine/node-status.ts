import { readBootMode, readCpuInfo, readDiskUsage, readKernel, readLoad, readMemory, readUptime } from '@quorate/host'
import type { NodeState } from '../cluster/node-rows.ts'
import { apiVersion } from '../version.ts'

/** How this machine is at the moment; `state` is what was last measured of it. */
export async function nodeStatus(
  state: (NodeState & { readonly iowait?: number }) | undefined,
  build: string,
): Promise<Record<string, unknown>> {
  const memory = readMemory()
  const disk = await readDiskUsage('/')
  const cpu = readCpuInfo()
  const kernel = readKernel()
  return {
    uptime: readUptime(),
    loadavg: readLoad(),
    cpu: state?.cpu ?? 0,
    wait: state?.iowait ?? 0,
    idle: 0,
    cpuinfo: {
      model: cpu.model,
      sockets: cpu.sockets,
      cores: cpu.cores,
      cpus: cpu.cpus,
      mhz: String(cpu.mhz),
      flags: cpu.flags,
      hvm: cpu.hvm ? '1' : '0',
      user_hz: 100,
    },
    memory: { total: memory.total, used: memory.used, free: memory.free, available: memory.available },
    swap: { total: memory.swapTotal, used: memory.swapTotal - memory.swapFree, free: memory.swapFree },
    ksm: { shared: memory.ksmShared },
    rootfs: { total: disk.total, used: disk.used, free: disk.total - disk.used, avail: disk.available },
    'current-kernel': kernel,
    kversion: `${kernel.sysname} ${kernel.release} ${kernel.version}`,
    'boot-info': readBootMode(),
    pveversion: `pve-manager/${apiVersion.version}/${build}`,
  }
}
