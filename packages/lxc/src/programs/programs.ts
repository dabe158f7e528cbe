import type { Call } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { GuestFiles } from '../files/guest-files.ts'
import { findAccount, type GuestAccount } from '../files/guest-accounts.ts'
import type { LxcServices } from '../services.ts'
import { forgetPrograms } from './forget-programs.ts'
import { keptMs, mostInContainer, mostOnNode } from './program-limits.ts'
import { runProgram, type ProgramRequest } from './run-program.ts'
import { shown } from './shown.ts'

const accountsLimit = 1 << 20

/**
 * Programs that were started in containers, each of them a task: its owner finds it in the list, may stop it there, and it
 * ends with the process that runs tasks.
 */
export class Programs {
  readonly #services: LxcServices
  readonly #files: GuestFiles
  /** Number of those that run, by container. */
  readonly #running = new Map<number, number>()

  constructor(services: LxcServices) {
    this.#services = services
    this.#files = new GuestFiles(services)
  }

  /** The user of a container by name or number. */
  async account(vmid: number, user: string): Promise<GuestAccount> {
    const { data } = await this.#files.read(vmid, '/etc/passwd', { offset: 0, count: accountsLimit })
    return findAccount(data.toString('utf8'), user)
  }

  /** Begins one and answers its number as soon as it runs. */
  async begin(call: Call, request: ProgramRequest): Promise<number> {
    const { host, beginTask } = this.#services
    if (!beginTask) throw new Failure('programs are started only by the task runner')
    const { vmid, command, account } = request
    await forgetPrograms(host)
    this.#take(vmid)
    const { promise, resolve } = Promise.withResolvers<number>()
    const { ended } = beginTask(call, 'vzexec', String(vmid), async task => {
      const extra = command.length - 1
      task.log(`${shown(command[0])} as ${account?.name ?? 'root'}${extra ? `, with ${extra} argument${extra === 1 ? '' : 's'}` : ''}`)
      await runProgram(host, request, task, resolve)
    })
    void ended.then(() => {
      this.#leave(vmid)
      setTimeout(() => void forgetPrograms(host), keptMs + 1000).unref()
    })
    return await Promise.race([
      promise,
      ended.then(status => {
        throw new Failure(status)
      }),
    ])
  }

  #take(vmid: number): void {
    const here = this.#running.get(vmid) ?? 0
    const all = [...this.#running.values()].reduce((sum, count) => sum + count, 0)
    const refuse = (where: string, limit: number) => {
      throw new Failure(`${limit} programs that were started from outside run in ${where} already: wait for one to end`, { status: 503 })
    }
    if (here >= mostInContainer) refuse(`CT ${vmid}`, mostInContainer)
    if (all >= mostOnNode) refuse('containers of this node', mostOnNode)
    this.#running.set(vmid, here + 1)
  }

  #leave(vmid: number): void {
    const left = (this.#running.get(vmid) ?? 1) - 1
    if (left > 0) this.#running.set(vmid, left)
    else this.#running.delete(vmid)
  }
}
