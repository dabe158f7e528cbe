import type { GuestIndex, GuestSummary } from '@quorate/guest'
import { readNetworkCounters, readProcStat, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { GuestRuntime } from '../runtime/guest-runtime.ts'
import { cgroupOf, knownRuns } from '../runtime/run-record.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { GuestMetrics } from './guest-metrics.ts'

interface Before {
  readonly atMs: number
  readonly ticks: number
  readonly startTicks: number
}

interface BalloonStats {
  readonly 'last-update'?: number
  readonly stats?: Readonly<Record<string, number>>
}

export interface GuestMeterServices {
  readonly host: Host
  readonly guests: GuestIndex
  readonly runtime: GuestRuntime
}

const ticksPerSecond = 100
const balloonPath = '/machine/peripheral/balloon0'
/** A guest whose QEMU does not answer in this time is measured without what only QEMU knows. */
const answerMs = 1000

/** Measures the running virtual machines of this node; the CPU share needs a measurement before. */
export class GuestMeter {
  readonly #services: GuestMeterServices
  readonly #before = new Map<number, Before>()

  constructor(services: GuestMeterServices) {
    this.#services = services
  }

  async measure(nowMs: number): Promise<Map<number, GuestMetrics>> {
    const { guests, host, runtime } = this.#services
    const network = readNetworkCounters()
    const measured = new Map<number, GuestMetrics>()
    // One look at the folder of runs, not one per guest: most guests of a large node may be stopped.
    for (const vmid of await knownRuns(host)) {
      const guest = guests.find(vmid)
      if (guest?.kind !== 'qemu' || guest.node !== host.root.node) continue
      const vm = await runtime.running(vmid)
      const metrics = vm && (await this.#measureOne(vm, guest.summary, network, nowMs))
      if (metrics) measured.set(vmid, metrics)
    }
    for (const vmid of this.#before.keys()) if (!measured.has(vmid)) this.#before.delete(vmid)
    return measured
  }

  async #measureOne(
    vm: RunningVm,
    { cpus = 1, memory }: GuestSummary,
    network: ReturnType<typeof readNetworkCounters>,
    nowMs: number,
  ): Promise<GuestMetrics | undefined> {
    const stat = readProcStat(vm.pid)
    if (!stat || stat.startTicks !== vm.startTicks) return undefined
    const ticks = stat.userTicks + stat.systemTicks
    const before = this.#before.get(vm.vmid)
    this.#before.set(vm.vmid, { atMs: nowMs, ticks, startTicks: vm.startTicks })
    const seconds = before?.startTicks === vm.startTicks ? (nowMs - before.atMs) / 1000 : 0
    const asked = await this.#ask(vm.vmid)
    const { pressure } = await this.#services.host.cgroups.usage(cgroupOf(vm.vmid))
    const nics = this.#nics(vm, network)
    const sum = (key: 'rd_bytes' | 'wr_bytes') =>
      Object.values(asked.blockstat ?? {}).reduce((total, one) => total + Number(one[key] ?? 0), 0)
    const free = asked.ballooninfo?.free_mem
    const total = asked.ballooninfo?.total_mem
    return {
      time: nowMs,
      pid: vm.pid,
      ...(before && seconds > 0 ? { cpu: Math.min(1, (ticks - before.ticks) / ticksPerSecond / seconds / cpus) } : {}),
      // What QEMU itself occupies is not the guest's.
      mem: free !== undefined && total !== undefined ? total - free : Math.min(stat.residentBytes, memory),
      memhost: stat.residentBytes,
      netin: Object.values(nics).reduce((bytes, nic) => bytes + nic.netin, 0),
      netout: Object.values(nics).reduce((bytes, nic) => bytes + nic.netout, 0),
      diskread: sum('rd_bytes'),
      diskwrite: sum('wr_bytes'),
      nics,
      ...asked,
      ...(pressure ? { pressure } : {}),
    }
  }

  /** What the host sends into a tap is what the guest receives. */
  #nics(vm: RunningVm, network: ReturnType<typeof readNetworkCounters>): Record<string, { netin: number; netout: number }> {
    const nics: Record<string, { netin: number; netout: number }> = {}
    for (const index of vm.record.taps) {
      const counters = network.get(`tap${vm.vmid}i${index}`)
      if (counters) nics[`net${index}`] = { netin: counters.sentBytes, netout: counters.receivedBytes }
    }
    return nics
  }

  async #ask(vmid: number): Promise<Pick<GuestMetrics, 'ballooninfo' | 'blockstat'>> {
    try {
      return await this.#services.runtime.qmp(vmid, askQemu, { timeoutMs: answerMs })
    } catch (error) {
      if (error instanceof Failure) return {}
      throw error
    }
  }
}

async function askQemu(client: QmpClient): Promise<Pick<GuestMetrics, 'ballooninfo' | 'blockstat'>> {
  const drives = await client.execute('query-blockstats', {}, { timeoutMs: answerMs })
  const blockstat: Record<string, Readonly<Record<string, unknown>>> = {}
  for (const drive of drives) {
    const key = /([a-z]+\d+)(?:\/virtio-backend)?$/.exec(drive.qdev ?? drive['node-name'] ?? '')?.[1]
    if (key) blockstat[key] = drive.stats
  }
  const ballooninfo = await balloonOf(client)
  return { blockstat, ...(ballooninfo ? { ballooninfo } : {}) }
}

/** undefined: the guest has no balloon */
async function balloonOf(client: QmpClient): Promise<Record<string, number> | undefined> {
  const { actual } = await client.execute('query-balloon', {}, { timeoutMs: answerMs }).catch((error: unknown) => {
    if (error instanceof Failure) return { actual: undefined }
    throw error
  })
  if (actual === undefined) return undefined
  const told = (await client.execute('qom-get', { path: balloonPath, property: 'guest-stats' }, { timeoutMs: answerMs })) as BalloonStats
  const stats = told.stats ?? {}
  const known = (name: string) => ((stats[name] ?? -1) >= 0 && (told['last-update'] ?? 0) > 0 ? stats[name] : undefined)
  const named = {
    actual,
    free_mem: known('stat-free-memory'),
    total_mem: known('stat-total-memory'),
    mem_swapped_in: known('stat-swap-in'),
    mem_swapped_out: known('stat-swap-out'),
    major_page_faults: known('stat-major-faults'),
    minor_page_faults: known('stat-minor-faults'),
    last_update: told['last-update'],
  }
  return Object.fromEntries(Object.entries(named).filter((entry): entry is [string, number] => entry[1] !== undefined))
}
