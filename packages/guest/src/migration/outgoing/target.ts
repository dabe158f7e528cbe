import { setTimeout as delay } from 'node:timers/promises'
import { Failure, failureText } from '@quorate/schema'
import type { GuestKind } from '../../guest-path.ts'
import type { OtherNodes } from '../other-nodes.ts'

const aliveEveryMs = 2000
const aliveMs = 5000
/** milliseconds without an answer after which the target counts as lost */
const patienceMs = 7000

/** Which migration of which guest. */
export interface TargetSession {
  readonly kind: GuestKind
  readonly vmid: number
  readonly session: string
}

/** The other end of a migration, as the source sees it. `Steps`: what it answers to the steps, by name. */
export class Target<Steps extends object = Record<string, unknown>> {
  readonly node: string
  readonly #nodes: OtherNodes
  readonly #path: string
  readonly #session: string
  readonly #lost = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #answered = performance.now()

  constructor(nodes: OtherNodes, node: string, { kind, vmid, session }: TargetSession) {
    this.#nodes = nodes
    this.node = node
    this.#path = `/nodes/${node}/${kind}/${vmid}/incoming`
    this.#session = session
  }

  /** Aborted when the target has given up, or does not answer any more. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Answers the target's task. From here on the two keep each other alive until `close`. */
  async begin(request: object, signal: AbortSignal): Promise<string> {
    const upid = String(
      await this.#nodes.call(this.node, 'POST', this.#path, { request: JSON.stringify(request) }, { signal, timeoutMs: 30_000 }),
    )
    this.#answered = performance.now()
    this.#timer = setInterval(() => void this.#beat(), aliveEveryMs)
    return upid
  }

  /** Waits until the target has done a step; fails with what it failed with. */
  async step<S extends keyof Steps>(step: S, signal: AbortSignal): Promise<Steps[S]> {
    return (await this.#nodes.call(this.node, 'PUT', this.#path, { session: this.#session, step }, { signal })) as Steps[S]
  }

  /** Gives up, and waits until the target has taken away what it made. */
  async end(timeoutMs: number): Promise<void> {
    await this.#nodes.call(this.node, 'DELETE', this.#path, { session: this.#session }, { timeoutMs })
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** Waits until the target answers, or is lost. QEMU is not to connect to one that is gone: it cannot be told to stop waiting. */
  async there(): Promise<void> {
    while (!(await this.#beat())) await delay(aliveEveryMs, undefined, { signal: this.lost }).catch(() => undefined)
    this.lost.throwIfAborted()
  }

  /** Is it known what the target is: there, or lost? */
  async #beat(): Promise<boolean> {
    try {
      await this.#nodes.call(this.node, 'GET', this.#path, { session: this.#session }, { timeoutMs: aliveMs })
      this.#answered = performance.now()
    } catch (error) {
      const unreachable = error instanceof Failure && (error.status === 595 || error.status === 596)
      const why = failureText(error)
      if (unreachable && performance.now() - this.#answered < patienceMs) return false
      this.#lost.abort(new Failure(unreachable ? `node '${this.node}' is lost: ${why}` : why))
    }
    return true
  }
}
