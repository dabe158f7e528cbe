import { readProcStat } from '@quorate/host'
import type { RunningVm } from './running-vm.ts'

interface Sample {
  readonly at: number
  readonly ticks: number
  readonly startTicks: number
  readonly share: number
}

const ticksPerSecond = 100
const shortestMs = 400

/** How busy guests are, from one look at a process to the next. */
export class CpuShare {
  readonly #samples = new Map<number, Sample>()

  /** Part of its `cpus` that a guest used since the last look, 0 to 1; 0 at the first. Memory in bytes. */
  look(vm: RunningVm, cpus: number, now: number): { cpu: number; memory: number } {
    const stat = readProcStat(vm.pid)
    if (!stat) return { cpu: 0, memory: 0 }
    const ticks = stat.userTicks + stat.systemTicks
    const last = this.#samples.get(vm.vmid)
    const same = last?.startTicks === vm.startTicks ? last : undefined
    // Two looks right after each other would measure nothing but noise.
    if (same && now - same.at < shortestMs) return { cpu: same.share, memory: stat.residentBytes }
    const seconds = same ? (now - same.at) / 1000 : 0
    const share = same ? Math.max(0, (ticks - same.ticks) / ticksPerSecond / seconds / cpus) : 0
    this.#samples.set(vm.vmid, { at: now, ticks, startTicks: vm.startTicks, share })
    return { cpu: share, memory: stat.residentBytes }
  }
}
