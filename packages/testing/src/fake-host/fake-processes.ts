import type { Processes } from '@quorate/host'

interface FakeProcess {
  readonly startTicks: number
  readonly commandLine: string[]
  readonly group: number
  readonly parent: number | undefined
  readonly ended: PromiseWithResolvers<boolean>
}

/** Processes that exist only in memory. A killed one ends at once unless it was started to ignore TERM. */
export class FakeProcesses implements Processes {
  readonly #running = new Map<number, FakeProcess>()
  readonly #deaf = new Set<number>()
  #nextPid = 1000
  #ticks = 5000

  /** Starts a process and returns its pid. */
  spawn(commandLine: readonly string[], options: { ignoresTerm?: boolean; pid?: number; group?: number; parent?: number } = {}): number {
    const pid = options.pid ?? this.#nextPid++
    this.#ticks += 7
    this.#running.set(pid, {
      startTicks: this.#ticks,
      commandLine: [...commandLine],
      group: options.group ?? pid,
      parent: options.parent,
      ended: Promise.withResolvers(),
    })
    if (options.ignoresTerm) this.#deaf.add(pid)
    return pid
  }

  /** The process ends, of itself, and its children with it. */
  end(pid: number): void {
    for (const child of this.children(pid)) this.end(child)
    const process = this.#running.get(pid)
    this.#running.delete(pid)
    process?.ended.resolve(true)
  }

  alive(pid: number, startTicks?: number): boolean {
    const process = this.#running.get(pid)
    return process !== undefined && (startTicks === undefined || process.startTicks === startTicks)
  }

  startTicks(pid: number): number | undefined {
    return this.#running.get(pid)?.startTicks
  }

  kill(pid: number, signal: 'TERM' | 'KILL'): void {
    if (!Number.isSafeInteger(pid) || pid <= 1) throw new RangeError(`refused to signal process ${pid}`)
    if (signal === 'KILL' || !this.#deaf.has(pid)) this.end(pid)
  }

  async ended(pid: number, options: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<boolean> {
    const process = this.#running.get(pid)
    if (!process) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => resolve(false), options.timeoutMs)
    if (options.signal?.aborted) resolve(false)
    options.signal?.addEventListener('abort', () => resolve(false), { once: true })
    try {
      return await Promise.race([process.ended.promise, promise])
    } finally {
      clearTimeout(timer)
    }
  }

  commandLine(pid: number): string[] | undefined {
    return this.#running.get(pid)?.commandLine
  }

  children(pid: number): number[] {
    return [...this.#running].filter(([, process]) => process.parent === pid).map(([child]) => child)
  }

  isFirstInside(pid: number): boolean {
    return this.#running.get(pid)?.parent !== undefined
  }

  inGroup(group: number): number[] {
    return [...this.#running].filter(([, process]) => process.group === group).map(([pid]) => pid)
  }
}
