import { Failure } from '@quorate/schema'
import { QmpClient } from '../qmp/qmp-client.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import { GuestQuestions, type Told } from './guest-questions.ts'

interface Entry {
  readonly pid: number
  readonly startTicks: number
  questions: GuestQuestions | undefined
  /** Rounds in which it is left alone, since it did not answer. */
  pause: number
}

const connectMs = 1000
const pauseRounds = 6

/**
 * A connection to each guest that is measured, kept open: making one costs as much as three questions. It is of a socket
 * that nobody else uses, so that no command ever waits for a measurement.
 */
export class OpenQuestions {
  readonly #entries = new Map<number, Entry>()

  /** Nothing from a QEMU that does not answer: it is measured without what only QEMU knows, and asked again after a minute. */
  async ask(vm: RunningVm): Promise<Told> {
    const entry = this.#entryOf(vm)
    if (entry.pause > 0) {
      entry.pause -= 1
      return {}
    }
    try {
      entry.questions ??= await this.#connect(vm, entry)
      return await entry.questions.ask()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      entry.questions?.close()
      entry.questions = undefined
      entry.pause = pauseRounds
      return {}
    }
  }

  /** Closes what is open to guests that are not measured any more. */
  keepOnly(measured: ReadonlyMap<number, unknown>): void {
    for (const [vmid, entry] of this.#entries) {
      if (measured.has(vmid)) continue
      entry.questions?.close()
      this.#entries.delete(vmid)
    }
  }

  #entryOf(vm: RunningVm): Entry {
    const present = this.#entries.get(vm.vmid)
    if (present?.pid === vm.pid && present.startTicks === vm.startTicks) return present
    present?.questions?.close()
    const entry: Entry = { pid: vm.pid, startTicks: vm.startTicks, questions: undefined, pause: 0 }
    this.#entries.set(vm.vmid, entry)
    return entry
  }

  async #connect(vm: RunningVm, entry: Entry): Promise<GuestQuestions> {
    const { meter } = vm.record.sockets
    if (meter === undefined) throw new Failure(`VM ${vm.vmid} was started by a version that left no socket for measurements`)
    const questions = new GuestQuestions(await QmpClient.connect(meter, { vmid: vm.vmid, timeoutMs: connectMs }))
    void questions.over.then(() => {
      if (entry.questions === questions) entry.questions = undefined
    })
    return questions
  }
}
