import { Failure } from '@quorate/schema'
import type { IncomingSteps, StepName } from '../wire.ts'

/** A source that says nothing for so long is gone. milliseconds */
const leaseMs = 20_000

interface Step {
  readonly asked: PromiseWithResolvers<void>
  readonly answer: PromiseWithResolvers<unknown>
}

/** One migration to this node, between the calls of the source and the task that does the work. */
export class IncomingSession {
  readonly id: string
  readonly vmid: number
  readonly source: string
  /** Aborted when the source gives up or is not heard of any more. */
  readonly #given = new AbortController()
  readonly #steps = new Map<StepName, Step>()
  #lease: NodeJS.Timeout | undefined
  #over = false

  constructor(id: string, vmid: number, source: string) {
    this.id = id
    this.vmid = vmid
    this.source = source
    this.heard()
  }

  get givenUp(): AbortSignal {
    return this.#given.signal
  }

  /** The source is there. */
  heard(): void {
    clearTimeout(this.#lease)
    if (this.#over) return
    this.#lease = setTimeout(() => this.giveUp(`node '${this.source}' has not been heard of for ${leaseMs / 1000} s`), leaseMs)
  }

  giveUp(why: string): void {
    this.#given.abort(new Failure(why))
  }

  /** For the source: asks for a step and waits until it is done. Fails with what it failed with. */
  async ask(name: StepName): Promise<unknown> {
    this.heard()
    const step = this.#step(name)
    step.asked.resolve()
    return await step.answer.promise
  }

  /** For the task: waits until the source asks for a step. Rejects when it gives up. */
  async asked(name: StepName): Promise<void> {
    this.#given.signal.throwIfAborted()
    const aborted = Promise.withResolvers<never>()
    const stop = () => aborted.reject(this.#given.signal.reason)
    this.#given.signal.addEventListener('abort', stop, { once: true })
    try {
      await Promise.race([this.#step(name).asked.promise, aborted.promise])
    } finally {
      this.#given.signal.removeEventListener('abort', stop)
    }
  }

  answer<S extends StepName>(name: S, value: IncomingSteps[S]): void {
    this.#step(name).answer.resolve(value)
  }

  /** The work is over, with the reason where it failed: whoever still waits for a step hears of it. */
  end(why?: unknown): void {
    this.#over = true
    clearTimeout(this.#lease)
    for (const name of ['volumes', 'start', 'finish'] as const) {
      const { answer } = this.#step(name)
      answer.reject(why ?? new Failure('the migration is over'))
    }
  }

  #step(name: StepName): Step {
    const known = this.#steps.get(name)
    if (known) return known
    const step = { asked: Promise.withResolvers<void>(), answer: Promise.withResolvers<unknown>() }
    // Nobody may have asked for it.
    step.answer.promise.catch(() => undefined)
    this.#steps.set(name, step)
    return step
  }
}

/** Fails for one that this process does not know: it is over, or the process is another one by now. */
export function requireSession(sessions: ReadonlyMap<string, RunningSession>, id: string, source: string): RunningSession {
  const found = sessions.get(id)
  if (found?.session.source === source) return found
  throw new Failure('the target does not know of this migration any more: its task has ended')
}

export interface RunningSession {
  readonly session: IncomingSession
  readonly upid: string
  /** How the task ended. */
  readonly ended: Promise<string>
}
