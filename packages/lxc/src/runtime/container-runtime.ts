import { GuestEnds } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { CpuSets } from './cpu-sets.ts'
import { findRunning, type RunningContainer } from './running-container.ts'

/** A container that this process watches. */
export interface WatchedContainer {
  readonly container: RunningContainer
  /** It has ended; what it left is being taken away. */
  ended?: true
  /** Resolves when it has ended and nothing of its run is left. */
  gone: Promise<void>
}

/** The way to running containers. The process that runs tasks watches them. */
export class ContainerRuntime {
  /** Containers of this process that are ending, and who hears of it. */
  readonly ends = new GuestEnds()
  /** Which CPUs containers with `cores` run on. */
  readonly cpuSets = new CpuSets()
  readonly #host: Host
  readonly #watched = new Map<number, WatchedContainer>()
  #how: ((container: RunningContainer) => WatchedContainer) | undefined

  constructor(host: Host) {
    this.#host = host
  }

  running(vmid: number): Promise<RunningContainer | undefined> {
    return findRunning(this.#host, vmid)
  }

  /** Fails with `CT 100 not running`. */
  async require(vmid: number): Promise<RunningContainer> {
    const container = await this.running(vmid)
    if (!container) throw new Failure(`CT ${vmid} not running`)
    return container
  }

  /** From now on `adopt` makes this process watch containers. */
  startWatching(how: (container: RunningContainer) => WatchedContainer): void {
    this.#how = how
  }

  /** Watches a container that was just started. In a process that does not watch: nothing. */
  adopt(container: RunningContainer): void {
    if (!this.#watched.has(container.vmid)) this.#how?.(container)
  }

  allWatched(): WatchedContainer[] {
    return [...this.#watched.values()]
  }

  watched(vmid: number): WatchedContainer | undefined {
    return this.#watched.get(vmid)
  }

  watch(watched: WatchedContainer): void {
    this.#watched.set(watched.container.vmid, watched)
  }

  unwatch(watched: WatchedContainer): void {
    const { vmid } = watched.container
    if (this.#watched.get(vmid) === watched) this.#watched.delete(vmid)
  }

  /** Resolves when a container that has ended, or is about to, has left nothing behind. Rejects when the signal aborts before. */
  async gone(vmid: number, signal?: AbortSignal): Promise<void> {
    await this.ends.over(vmid, this.#watched.get(vmid)?.gone, signal)
  }

  /** Waits for the end of a container that is ending; one that runs is not waited for. */
  async settled(vmid: number, signal?: AbortSignal): Promise<void> {
    if (!(await this.running(vmid))) await this.gone(vmid, signal)
  }
}
