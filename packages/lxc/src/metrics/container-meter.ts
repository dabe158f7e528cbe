import type { GuestIndex, GuestSummary } from '@quorate/guest'
import { nicCounters, trafficOf, type NicCounters } from '@quorate/guest/nic-counters'
import { mountInfo, readDiskUsage, readProcStat, type FilesystemUsage, type Host } from '@quorate/host'
import { groupOf } from '../runtime/container-groups.ts'
import { usableCpus } from '../runtime/cpu-sets.ts'
import { rootMount } from '../runtime/lxc-paths.ts'
import { knownRuns } from '../runtime/run-record.ts'
import { findRunning, type RunningContainer } from '../runtime/running-container.ts'
import type { ContainerMetrics } from './container-metrics.ts'

interface Before {
  readonly atMs: number
  readonly cpuNs: number
  readonly startTicks: number
}

export interface ContainerMeterServices {
  readonly host: Host
  readonly guests: GuestIndex
}

const veth = /^ve(?:th)?(\d+)i(\d+)$/

/** Measures the running containers of this node, from outside and without any program; the CPU share needs a measurement before. */
export class ContainerMeter {
  readonly #services: ContainerMeterServices
  readonly #before = new Map<number, Before>()
  readonly #running = new Map<number, RunningContainer>()

  constructor(services: ContainerMeterServices) {
    this.#services = services
  }

  async measure(nowMs: number): Promise<Map<number, ContainerMetrics>> {
    const { guests, host } = this.#services
    const measured = new Map<number, ContainerMetrics>()
    const runs = await knownRuns(host)
    if (runs.length > 0) {
      const nics = nicCounters(veth)
      // How full it is says nothing of a root that is a folder among others.
      const whole = new Set(mountInfo().flatMap(mount => (mount.root === '/' ? [mount.mountPoint] : [])))
      for (const vmid of runs) {
        const guest = guests.find(vmid)
        if (guest?.kind !== 'lxc' || guest.node !== host.root.node) continue
        const root = rootMount(host.root, vmid)
        const disk = whole.has(root) ? await readDiskUsage(root) : undefined
        const metrics = await this.#measureOne(vmid, guest.summary, nics.get(vmid) ?? {}, disk, nowMs)
        if (metrics) measured.set(vmid, metrics)
      }
    }
    for (const kept of [this.#before, this.#running]) for (const vmid of kept.keys()) if (!measured.has(vmid)) kept.delete(vmid)
    return measured
  }

  /** Looked for only when the known one is not there any more. */
  async #find(vmid: number): Promise<RunningContainer | undefined> {
    const known = this.#running.get(vmid)
    if (known && readProcStat(known.monitorPid)?.startTicks === known.startTicks && readProcStat(known.initPid)) return known
    const found = await findRunning(this.#services.host, vmid)
    if (found) this.#running.set(vmid, found)
    return found
  }

  async #measureOne(
    vmid: number,
    summary: GuestSummary,
    nics: NicCounters,
    disk: FilesystemUsage | undefined,
    nowMs: number,
  ): Promise<ContainerMetrics | undefined> {
    const container = await this.#find(vmid)
    const group = container && groupOf(this.#services.host, container)
    if (!group) return undefined
    const { cpuNs = 0, memoryBytes = 0, swapBytes = 0, readBytes, writtenBytes } = group.usage()
    const { startTicks, monitorPid } = container
    const before = this.#before.get(vmid)
    this.#before.set(vmid, { atMs: nowMs, cpuNs, startTicks })
    const ms = before?.startTicks === startTicks ? nowMs - before.atMs : 0
    const cpus = summary.cpus ?? usableCpus().length
    const pressure = group.pressure()
    return {
      time: nowMs,
      pid: monitorPid,
      cpus,
      ...(before && ms > 0 ? { cpu: Math.min(1, Math.max(0, (cpuNs - before.cpuNs) / 1e6 / ms / cpus)) } : {}),
      mem: memoryBytes,
      memhost: memoryBytes,
      swap: swapBytes,
      ...trafficOf(nics),
      ...(readBytes === undefined ? {} : { diskread: readBytes }),
      ...(writtenBytes === undefined ? {} : { diskwrite: writtenBytes }),
      ...(disk ? { disk: disk.used, maxdisk: disk.total } : {}),
      details: { nics },
      ...(pressure ? { pressure } : {}),
    }
  }
}
