import { readProc } from '@quorate/host'

/** `0,2-5` as numbers. */
export function parseCpuSet(text: string): number[] {
  return text
    .split(',')
    .filter(Boolean)
    .flatMap(part => {
      const [first, last = first] = part.split('-').map(Number)
      if (first === undefined || last === undefined || !Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return []
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
    })
}

export function cpuSetText(cpus: readonly number[]): string {
  return cpus.toSorted((a, b) => a - b).join(',')
}

/** The `cores` CPUs of `all` on which the fewest containers run. Pure. */
export function chooseCpus(all: readonly number[], taken: Iterable<readonly number[]>, cores: number): number[] {
  const load = new Map(all.map(cpu => [cpu, 0]))
  for (const cpus of taken) for (const cpu of cpus) if (load.has(cpu)) load.set(cpu, (load.get(cpu) ?? 0) + 1)
  const byLoad = all.toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || a - b)
  return byLoad.slice(0, cores).toSorted((a, b) => a - b)
}

/** Keeps which CPUs the containers of this node run on, those that are just being started included. */
export class CpuSets {
  readonly #sets = new Map<number, readonly number[]>()

  /** A container runs on these: `0,2-5`. */
  note(vmid: number, cpus: string | undefined): void {
    if (cpus === undefined) this.#sets.delete(vmid)
    else this.#sets.set(vmid, parseCpuSet(cpus))
  }

  /** CPUs for a container with `cores`; they count as taken from now on. */
  choose(vmid: number, all: readonly number[], cores: number): string {
    const others = [...this.#sets].flatMap(([id, cpus]) => (id === vmid ? [] : [cpus]))
    const chosen = chooseCpus(all, others, cores)
    this.#sets.set(vmid, chosen)
    return cpuSetText(chosen)
  }

  forget(vmid: number): void {
    this.#sets.delete(vmid)
  }
}

/** CPUs that this process, and so its containers, may run on. */
export function usableCpus(): number[] {
  const allowed = /^Cpus_allowed_list:\s*(.*)$/m.exec(readProc('/proc/self/status') ?? '')?.[1]
  return parseCpuSet(allowed ?? '0')
}
