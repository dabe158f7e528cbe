import type { GuestIndex, GuestSummary } from '@quorate/guest'
import { nicCounters, trafficOf, type NicCounters } from '@quorate/guest/nic-counters'
import { readProcStat, type Host, type ProcStat } from '@quorate/host'
import type { GuestRuntime } from '../runtime/guest-runtime.ts'
import { cgroupOf, knownRuns } from '../runtime/run-record.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { GuestMetrics } from './guest-metrics.ts'
import { OpenQuestions } from './open-questions.ts'

interface Before {
  readonly atMs: number
  readonly ticks: number
  readonly startTicks: number
}

export interface GuestMeterServices {
  readonly host: Host
  readonly guests: GuestIndex
  readonly runtime: GuestRuntime
}

const tap = /^tap(\d+)i(\d+)$/
const ticksPerSecond = 100
/** So many QEMUs are asked at the same time: one that does not answer holds up few. */
const atOnce = 16

/** Measures the running virtual machines of this node; the CPU share needs a measurement before. */
export class GuestMeter {
  readonly #services: GuestMeterServices
  readonly #before = new Map<number, Before>()
  readonly #running = new Map<number, RunningVm>()
  readonly #questions = new OpenQuestions()

  constructor(services: GuestMeterServices) {
    this.#services = services
  }

  async measure(nowMs: number): Promise<Map<number, GuestMetrics>> {
    const { guests, host } = this.#services
    const nics = nicCounters(tap)
    const measured = new Map<number, GuestMetrics>()
    // One look at the folder of runs, not one per guest: most guests of a large node may be stopped.
    const here = (await knownRuns(host)).values()
    const worker = async () => {
      for (const vmid of here) {
        const guest = guests.find(vmid)
        if (guest?.kind !== 'qemu' || guest.node !== host.root.node) continue
        const metrics = await this.#measureOne(vmid, guest.summary, nics.get(vmid) ?? {}, nowMs)
        if (metrics) measured.set(vmid, metrics)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    for (const kept of [this.#before, this.#running]) for (const vmid of kept.keys()) if (!measured.has(vmid)) kept.delete(vmid)
    this.#questions.keepOnly(measured)
    return measured
  }

  /** The guest's process, looked for only when the known one is not there any more. */
  async #find(vmid: number): Promise<{ vm: RunningVm; stat: ProcStat } | undefined> {
    const known = this.#running.get(vmid)
    const present = known && readProcStat(known.pid)
    if (known && present?.startTicks === known.startTicks) return { vm: known, stat: present }
    const vm = await this.#services.runtime.running(vmid)
    const stat = vm && readProcStat(vm.pid)
    if (!stat || stat.startTicks !== vm.startTicks) return undefined
    this.#running.set(vmid, vm)
    return { vm, stat }
  }

  async #measureOne(vmid: number, { cpus = 1, memory }: GuestSummary, nics: NicCounters, nowMs: number): Promise<GuestMetrics | undefined> {
    const found = await this.#find(vmid)
    if (!found) return undefined
    const { vm, stat } = found
    const ticks = stat.userTicks + stat.systemTicks
    const before = this.#before.get(vmid)
    this.#before.set(vmid, { atMs: nowMs, ticks, startTicks: vm.startTicks })
    const seconds = before?.startTicks === vm.startTicks ? (nowMs - before.atMs) / 1000 : 0
    const told = await this.#questions.ask(vm)
    const pressure = this.#services.host.cgroups.pressure(cgroupOf(vmid))
    const sum = (key: 'rd_bytes' | 'wr_bytes') =>
      Object.values(told.blockstat ?? {}).reduce((total, one) => total + Number(one[key] ?? 0), 0)
    const free = told.ballooninfo?.free_mem
    const total = told.ballooninfo?.total_mem
    return {
      time: nowMs,
      pid: vm.pid,
      ...(before && seconds > 0 ? { cpu: Math.min(1, (ticks - before.ticks) / ticksPerSecond / seconds / cpus) } : {}),
      // What QEMU itself occupies is not the guest's.
      mem: free !== undefined && total !== undefined ? total - free : Math.min(stat.residentBytes, memory),
      memhost: stat.residentBytes,
      ...trafficOf(nics),
      ...(told.blockstat ? { diskread: sum('rd_bytes'), diskwrite: sum('wr_bytes') } : {}),
      ...(pressure ? { pressure } : {}),
      details: { nics, ...told },
    }
  }
}
