import { GuestEnds } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { findRunning, type RunningContainer } from './running-container.ts'

/** The way to running containers. */
export class ContainerRuntime {
  /** Containers of this process that are ending, and who hears of it. */
  readonly ends = new GuestEnds()
  readonly #host: Host

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
}
