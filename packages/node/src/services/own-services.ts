import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { ServiceRow } from './service-row.ts'

/** A process of the product, child of its supervisor. */
export type OwnProcess = 'store' | 'runner' | 'daemon' | 'agent' | 'proxy'

/** What does the work of a service that clients know. */
const ownServices: Readonly<Record<string, { readonly process: OwnProcess; readonly desc: string }>> = {
  'pve-cluster': { process: 'store', desc: 'Quorate: config tree' },
  pvedaemon: { process: 'daemon', desc: 'Quorate: API' },
  pveproxy: { process: 'proxy', desc: 'Quorate: web server' },
  pvestatd: { process: 'agent', desc: 'Quorate: measurements' },
  qmeventd: { process: 'runner', desc: 'Quorate: tasks, and ends of guests' },
  spiceproxy: { process: 'proxy', desc: 'Quorate: web server, entrance for SPICE' },
}

const patienceMs = 60_000
const lookAgainMs = 50

export interface OwnServicesParts {
  readonly host: Pick<Host, 'processes'>
  /** Process id of the parent of the product's processes. */
  readonly supervisor: number
  /** Asks it to end one, which it then starts again. Only where tasks run. */
  readonly restart?: ((process: OwnProcess) => void) | undefined
}

/** The product's own processes, under the names by which their work is known. */
export class OwnServices {
  readonly #parts: OwnServicesParts

  constructor(parts: OwnServicesParts) {
    this.#parts = parts
  }

  has(service: string): boolean {
    return Object.hasOwn(ownServices, service)
  }

  names(): string[] {
    return Object.keys(ownServices)
  }

  row(service: string): ServiceRow {
    const { process, desc } = this.#of(service)
    const runs = this.#pid(process) !== undefined
    return {
      service,
      name: service,
      desc,
      state: runs ? 'running' : 'auto-restart',
      'active-state': runs ? 'active' : 'activating',
      'unit-state': 'enabled',
    }
  }

  /** Fails when it cannot be restarted by itself. */
  checkRestart(service: string): void {
    if (this.#of(service).process === 'runner')
      throw new Failure(`cannot restart ${service}: it is the process that runs tasks, this one among them - restart the product instead`)
  }

  /** Ends the process and waits until the supervisor has started another one in its place; its process id. */
  async restart(service: string): Promise<number> {
    this.checkRestart(service)
    const { process } = this.#of(service)
    const { restart } = this.#parts
    if (!restart) throw new Failure(`cannot restart ${service}: this process has no supervisor`)
    const before = this.#pid(process)
    restart(process)
    for (const until = performance.now() + patienceMs; performance.now() < until; await delay(lookAgainMs)) {
      const now = this.#pid(process)
      if (now !== undefined && now !== before) return now
    }
    throw new Failure(
      `${service} was told to end, and was not started again within ${patienceMs / 1000} s - look at what the product printed`,
    )
  }

  #of(service: string): { readonly process: OwnProcess; readonly desc: string } {
    const own = ownServices[service]
    if (!own) throw new Failure(`${service} is no service of the product`)
    return own
  }

  #pid(process: OwnProcess): number | undefined {
    const { host, supervisor } = this.#parts
    return host.processes.children(supervisor).find(pid => host.processes.commandLine(pid)?.[0]?.trim() === `quorate-${process}`)
  }
}
