import type { EpochOrder } from './epoch-order.ts'
import type { Acknowledgement } from './message.ts'
import type { ReplicaPorts } from './replica-ports.ts'

/** Whoever was heard beside the order within this time is taken to be heard now. */
const heardMs = 1000
/** What was said only beside the order is said in it too when nothing new came for so long, */
const againMs = 25
/** and after so long in any case. */
const latestMs = 250

/**
 * How a node acknowledges. In the order that costs a round of corosync's token and wakes every store once more, so it is
 * said beside the order, in a datagram for each member. Nothing hangs on whether it arrives: where somebody does not say
 * that it hears this node, and at the beginning of an epoch, it is said in the order at once; else a moment later.
 */
export class Acknowledging {
  #self: number
  #ports: Pick<ReplicaPorts, 'send' | 'hasten'>
  /** When these nodes were heard beside the order, in this epoch. */
  #heard = new Map<number, number>()
  /** When these nodes said beside the order that they hear this one. */
  #hearing = new Map<number, number>()
  /** Not said in the order yet. */
  #debt: Acknowledgement | undefined
  /** When that was said beside it, and since when there is something. */
  #saidAt = 0
  #since = 0

  constructor(self: number, ports: Pick<ReplicaPorts, 'send' | 'hasten'>) {
    this.#self = self
    this.#ports = ports
  }

  get isInDebt(): boolean {
    return this.#debt !== undefined
  }

  /** Says what is new in the log. */
  acknowledge(order: EpochOrder, mark: number, now: number): void {
    const acknowledgement = order.nextAcknowledgement()
    if (!acknowledgement) return
    const others = [...order.members].filter(node => node !== this.#self)
    const isRecent = (at = -Infinity) => now - at < heardMs
    const hears = others.filter(node => isRecent(this.#heard.get(node)))
    this.#ports.hasten({ ...acknowledgement, mark, hears }, others)
    if (!this.#debt) this.#since = now
    this.#debt = acknowledgement
    this.#saidAt = now
    // The first of an epoch is one of all that others wait for: it counts when it comes back in the order.
    if (order.isBegunByAll) {
      order.acknowledged(this.#self, acknowledgement)
      if (others.every(node => isRecent(this.#hearing.get(node)))) return
    }
    this.#pay()
  }

  overheard(from: number, { hears }: { readonly hears: readonly number[] }, now: number): void {
    this.#heard.set(from, now)
    if (hears.includes(this.#self)) this.#hearing.set(from, now)
  }

  tick(now: number): void {
    if (now - this.#saidAt >= againMs || now - this.#since >= latestMs) this.#pay()
  }

  epochEnded(): void {
    this.#debt = undefined
    this.#heard.clear()
    this.#hearing.clear()
  }

  #pay(): void {
    if (this.#debt) this.#ports.send({ type: 'ack', ...this.#debt })
    this.#debt = undefined
  }
}
