import type { Call, TaskHandle } from '@quorate/contract'
import { failureText } from '@quorate/schema'
import type { BulkGuest } from './bulk-guest.ts'
import type { GuestTasks, PowerAction } from './guest-power.ts'

export interface BulkRunOptions {
  readonly call: Call
  readonly task: TaskHandle
  readonly tasks: GuestTasks
  readonly total: number
  /** `guests started` */
  readonly phase: string
}

/** One task on many guests: each gets a task of its own; what fails for one is a warning and the others go on. */
export class BulkRun {
  readonly #options: BulkRunOptions
  #done = 0

  constructor(options: BulkRunOptions) {
    this.#options = options
    options.task.progress(0, options.total, 'items', options.phase)
  }

  /** Nothing is to be done for a guest. */
  skip(guest: BulkGuest, why: string): void {
    this.#options.task.log(`${guest.label} ${why}`)
    this.#count()
  }

  /** False: it failed. The abort of the whole ends the guest's task too. */
  async act(guest: BulkGuest, action: PowerAction, parameters: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
    const { call, task, tasks } = this.#options
    task.signal.throwIfAborted()
    let status: string
    try {
      const one = await tasks.begin(call, guest, action, parameters)
      task.log(`${action} ${guest.label}: ${one.upid}`)
      const stop = () => one.stop()
      task.signal.addEventListener('abort', stop, { once: true })
      status = await one.ended
      task.signal.removeEventListener('abort', stop)
    } catch (error) {
      status = failureText(error)
    }
    task.signal.throwIfAborted()
    const fine = status === 'OK' || status.startsWith('WARNINGS')
    if (!fine) task.warn(`${action} ${guest.label}: ${status}`)
    this.#count()
    return fine
  }

  #count(): void {
    this.#done += 1
    this.#options.task.progress(this.#done, this.#options.total, 'items', this.#options.phase)
  }
}
