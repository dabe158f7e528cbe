import { GuestEnds } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { AgentTurns } from './agent-turns.ts'
import { QmpConnections } from './qmp-connections.ts'
import { findRunning, type RunningVm } from './running-vm.ts'

/** A guest that this process watches. */
export interface WatchedGuest {
  readonly vm: RunningVm
  /** Replaced when the connection had to be made anew. */
  client: QmpClient
  /** Its process has ended; what it left is being taken away. */
  ended?: true
  /** Resolves when the guest has ended and nothing of its run is left. */
  gone: Promise<void>
}

/**
 * The way to running guests. The process that runs tasks watches them and keeps a connection to each; other processes
 * connect for one question, since QEMU serves one client of a socket at a time.
 */
export class GuestRuntime {
  /** Who in this process talks to which guest's agent. */
  readonly agentTurns = new AgentTurns()
  /** Guests of this process that are ending, and who hears of it. */
  readonly ends = new GuestEnds()
  readonly #host: Host
  readonly #watched = new Map<number, WatchedGuest>()
  readonly #connections = new QmpConnections()
  #how: ((vm: RunningVm) => Promise<WatchedGuest>) | undefined

  constructor(host: Host) {
    this.#host = host
  }

  running(vmid: number): Promise<RunningVm | undefined> {
    return findRunning(this.#host, vmid)
  }

  /** Fails with `VM 100 not running`. */
  async require(vmid: number): Promise<RunningVm> {
    const vm = await this.running(vmid)
    if (!vm) throw new Failure(`VM ${vmid} not running`)
    return vm
  }

  /** From now on `adopt` makes this process watch guests. */
  startWatching(how: (vm: RunningVm) => Promise<WatchedGuest>): void {
    this.#how = how
  }

  /** Watches a guest that was just started. In a process that does not watch: nothing. */
  async adopt(vm: RunningVm): Promise<void> {
    if (!this.#watched.has(vm.vmid)) await this.#how?.(vm)
  }

  allWatched(): WatchedGuest[] {
    return [...this.#watched.values()]
  }

  watched(vmid: number): WatchedGuest | undefined {
    return this.#watched.get(vmid)
  }

  watch(guest: WatchedGuest): void {
    this.#watched.set(guest.vm.vmid, guest)
  }

  unwatch(guest: WatchedGuest): void {
    if (this.#watched.get(guest.vm.vmid) === guest) this.#watched.delete(guest.vm.vmid)
  }

  /** Resolves when a guest that has ended, or is about to, has left nothing behind. Rejects when the signal aborts before. */
  async gone(vmid: number, signal?: AbortSignal): Promise<void> {
    await this.ends.over(vmid, this.#watched.get(vmid)?.gone, signal)
  }

  /** Talks to a guest's QEMU. Fails with `VM 100 not running`. */
  async qmp<T>(vmid: number, talk: (client: QmpClient) => Promise<T>, options: { timeoutMs?: number } = {}): Promise<T> {
    const watched = this.#watched.get(vmid)
    if (watched) return await talk(watched.client)
    const vm = await this.require(vmid)
    await using shared = this.#connections.join(vm, options)
    return await talk(await shared.client)
  }
}
