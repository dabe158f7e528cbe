import type { EpochOrder } from './epoch-order.ts'
import type { Acknowledgement } from './message.ts'
import type { ReplicaPorts } from './replica-ports.ts'

/** Whoever was heard beside the order within this time is taken to be heard now. */
const heardMs = 5000
/** What was said only beside the order is said in it too when nothing new came for so long. */
const againMs = 25

/**
 * How a node acknowledges. In the order that costs a round of corosync's token and wakes every store once more, so it is
 * said beside the order, in a datagram for each member. Nothing hangs on whether it arrives: where somebody does not say
 * that it hears this node, and at the beginning of an epoch, it is said in the order at once; else a moment later.
 */
export class Acknowledging {
  #self: number
  #ports: Pick<ReplicaPorts, 'send' | 'hasten'>
  /** When these nodes were heard beside the order. */
  #heard = new Map<number, number>()
  /** When these nodes said beside the order that they hear this one. */
  #hearing = new Map<number, number>()
  /** Not said in the order yet. */
  #debt: Acknowledgement | undefined
  #since = 0

  constructor(self: number, ports: Pick<ReplicaPorts, 'send' | 'hasten'>) {
    this.#self = self
    this.#ports = ports
  }

  get isInDebt(): boolean {
    return this.#debt !== undefined
  }

  /** Says what is new in the log. */
  acknowledge(order: EpochOrder, now: number): void {
    const acknowledgement = order.nextAcknowledgement()
    if (!acknowledgement) return
    const others = [...order.members].filter(node => node !== this.#self)
    const isRecent = (at = -Infinity) => now - at < heardMs
    const hears = others.filter(node => isRecent(this.#heard.get(node)))
    this.#ports.hasten({ ...acknowledgement, hears }, others)
    this.#debt = acknowledgement
    this.#since = now
    if (!order.isBegunByAll || !others.every(node => isRecent(this.#hearing.get(node)))) return this.#pay()
    order.acknowledged(this.#self, acknowledgement)
  }

  overheard(from: number, { hears }: { readonly hears: readonly number[] }, now: number): void {
    this.#heard.set(from, now)
    if (hears.includes(this.#self)) this.#hearing.set(from, now)
  }

  tick(now: number): void {
    if (now - this.#since >= againMs) this.#pay()
  }

  epochEnded(): void {
    this.#debt = undefined
  }

  #pay(): void {
    if (this.#debt) this.#ports.send({ type: 'ack', ...this.#debt })
    this.#debt = undefined
  }
}
