import { Failure } from '@quorate/schema'

/** A source that says nothing for so long is gone. milliseconds */
const leaseMs = 20_000

interface Step {
  readonly asked: PromiseWithResolvers<void>
  readonly answer: PromiseWithResolvers<unknown>
}

/** One migration to this node, between the calls of the source and the task that does the work. `Steps`: answers to the steps that the source asks for, by name. */
export class IncomingSession<Steps extends object = Record<string, unknown>> {
  readonly id: string
  readonly vmid: number
  readonly source: string
  /** Aborted when the source gives up or is not heard of any more. */
  readonly #given = new AbortController()
  readonly #steps = new Map<keyof Steps, Step>()
  #lease: NodeJS.Timeout | undefined
  /** Why nothing is answered any more. */
  #over: { readonly why: unknown } | undefined

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
    this.#lease = setTimeout(() => this.giveUp(`the source ('${this.source}') has not been heard of for ${leaseMs / 1000} s`), leaseMs)
  }

  giveUp(why: string): void {
    this.#given.abort(new Failure(why))
  }

  /** For the source: asks for a step and waits until it is done. Fails with what it failed with. */
  async ask(name: keyof Steps): Promise<unknown> {
    this.heard()
    const step = this.#step(name)
    step.asked.resolve()
    return await step.answer.promise
  }

  /** For the task: waits until the source asks for a step. Rejects when it gives up. */
  async asked(name: keyof Steps): Promise<void> {
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

  answer<S extends keyof Steps>(name: S, value: Steps[S]): void {
    this.#step(name).answer.resolve(value)
  }

  /** The work is over, with the reason where it failed: whoever still waits for a step hears of it. */
  end(why?: unknown): void {
    if (this.#over) return
    this.#over = { why: why ?? new Failure('the migration is over') }
    clearTimeout(this.#lease)
    for (const { answer } of this.#steps.values()) answer.reject(this.#over.why)
  }

  #step(name: keyof Steps): Step {
    const known = this.#steps.get(name)
    if (known) return known
    const step = { asked: Promise.withResolvers<void>(), answer: Promise.withResolvers<unknown>() }
    // Nobody may have asked for it.
    step.answer.promise.catch(() => undefined)
    if (this.#over) step.answer.reject(this.#over.why)
    this.#steps.set(name, step)
    return step
  }
}
