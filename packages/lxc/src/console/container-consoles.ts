import { readGuestConfig, requireDtach, TerminalSessions, type TerminalSession } from '@quorate/guest'
import { placeHere } from '../place-here.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import { consoleMode, type ConsoleMode } from './console-mode.ts'
import { consoleProgram } from './console-program.ts'
import type { ConsoleServices } from './console-services.ts'
import { endConsoles } from './end-consoles.ts'
import { consoleTitle } from './session-names.ts'

/** Sessions on the consoles of this node's containers. */
export class ContainerConsoles {
  readonly #services: ConsoleServices
  readonly #sessions: TerminalSessions

  constructor(services: ConsoleServices, notice: (text: string) => void = () => undefined) {
    this.#services = services
    this.#sessions = new TerminalSessions(services.host, notice)
  }

  /** Fails when the container does not run, or has no console, or this node nothing to keep it by. */
  async check(vmid: number): Promise<{ container: RunningContainer; mode: ConsoleMode }> {
    const { store, runtime } = this.#services
    const container = await runtime.require(vmid)
    const mode = consoleMode(vmid, readGuestConfig(store, placeHere(this.#services, vmid)).config.current)
    requireDtach(consoleTitle(vmid))
    return { container, mode }
  }

  async open(vmid: number): Promise<TerminalSession> {
    const { container, mode } = await this.check(vmid)
    const { host } = this.#services
    // An earlier run may have ended while no process of ours was there to clean up.
    await endConsoles(host, vmid)
    return await this.#sessions.open(consoleProgram(host, container, mode))
  }

  /** Lets go of all sessions, which stay. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#sessions[Symbol.asyncDispose]()
  }
}
