import { readGuestConfig, TerminalSessions, type TerminalSession } from '@quorate/guest'
import { placeHere } from '../place-here.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import { consoleMode, type ConsoleMode } from './console-mode.ts'
import { consoleProgram, sessionEnding, sessionPrefix } from './console-program.ts'
import type { ConsoleServices } from './console-services.ts'

/** Sessions on the consoles of this node's containers. */
export class ContainerConsoles {
  readonly #services: ConsoleServices
  readonly #sessions: TerminalSessions

  constructor(services: ConsoleServices, notice: (text: string) => void = () => undefined) {
    this.#services = services
    this.#sessions = new TerminalSessions(services.host, notice)
  }

  /** Fails when the container does not run, or has no console. */
  async check(vmid: number): Promise<{ container: RunningContainer; mode: ConsoleMode }> {
    const { store, runtime } = this.#services
    const container = await runtime.require(vmid)
    return { container, mode: consoleMode(vmid, readGuestConfig(store, placeHere(this.#services, vmid)).config.current) }
  }

  async open(vmid: number): Promise<TerminalSession> {
    const { container, mode } = await this.check(vmid)
    const [prefix, ending] = [sessionPrefix(vmid), sessionEnding(container)]
    // They end with their container; what its monitor's sudden death has left is ended here.
    await this.#sessions.clear(name => name.startsWith(prefix) && !name.endsWith(ending))
    return await this.#sessions.open(consoleProgram(this.#services.host.root, container, mode))
  }

  /** Lets go of all sessions, which stay. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#sessions[Symbol.asyncDispose]()
  }
}
