import type { Host } from '@quorate/host'
import { groupOf } from './container-groups.ts'
import type { RunningContainer } from './running-container.ts'

interface Sample {
  readonly at: number
  readonly cpuNs: number
  readonly monitorPid: number
  readonly share: number
}

const shortestMs = 400

/** How busy containers are, from one look at their control group to the next. */
export class CpuShare {
  readonly #host: Pick<Host, 'cgroups'>
  readonly #samples = new Map<number, Sample>()

  constructor(host: Pick<Host, 'cgroups'>) {
    this.#host = host
  }

  /** Part of its `cpus` that a container used since the last look, 0 to 1; 0 at the first. Memory in bytes, undefined where it is not told. */
  look(container: RunningContainer, cpus: number, now: number): { cpu: number; memory: number | undefined } {
    const { vmid, monitorPid } = container
    const { cpuNs, memoryBytes: memory } = groupOf(this.#host, container)?.usage() ?? {}
    const last = this.#samples.get(vmid)
    const same = last?.monitorPid === monitorPid ? last : undefined
    // Two looks right after each other would measure nothing but noise.
    if (cpuNs === undefined || (same && now - same.at < shortestMs)) return { cpu: same?.share ?? 0, memory }
    const share = same ? Math.max(0, (cpuNs - same.cpuNs) / 1e6 / (now - same.at) / cpus) : 0
    this.#samples.set(vmid, { at: now, cpuNs, monitorPid, share })
    return { cpu: share, memory }
  }
}
