import { Acknowledging } from './acknowledging.ts'
import type { Clients } from './clients.ts'
import { EpochOrder } from './epoch-order.ts'
import type { Acknowledgement, QuickAcknowledgement } from './message.ts'
import type { Entry } from './operation.ts'
import type { Patience } from './patience.ts'
import type { ReplicaPorts } from './replica-ports.ts'
import type { ReplicaStorage } from './storage.ts'

interface Parts {
  readonly self: number
  readonly storage: ReplicaStorage
  readonly clients: Clients
  readonly patience: Patience
  readonly ports: Pick<ReplicaPorts, 'send' | 'hasten'>
}

/** A node's part in the present epoch, if it has one: what arrives in its order is put into the log, acknowledged and applied. */
export class Ordering {
  #parts: Parts
  #order: EpochOrder | undefined
  #acknowledging: Acknowledging
  #mark = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#acknowledging = new Acknowledging(parts.self, parts.ports)
  }

  /** undefined: for a moment, or for want of nodes, there is none. */
  get order(): EpochOrder | undefined {
    return this.#order
  }

  /** It takes part, and all members have begun. */
  get isBegunByAll(): boolean {
    return this.#ownOrder?.isBegunByAll ?? false
  }

  /** Something is to be said a moment later, unless it is said before. */
  get isInDebt(): boolean {
    return this.#acknowledging.isInDebt
  }

  /** `mark`: of the round that it begins with */
  begin(epoch: number, members: readonly number[], mark: number): void {
    this.#mark = mark
    this.#order = new EpochOrder(epoch, members, this.#parts.storage)
  }

  end(): void {
    this.#parts.clients.dropped(this.#order?.arrived ?? [])
    this.#order = undefined
    this.#acknowledging.epochEnded()
  }

  arrived(from: number, epoch: number, entries: readonly Entry[]): void {
    const order = this.#ownOrder
    if (!order || order.epoch !== epoch || !order.members.has(from)) return
    if (!order.hasPending) this.#parts.patience.beginAnew()
    order.take(entries)
    this.#parts.clients.arrived(entries)
  }

  /** Returns whether it is of the present order. */
  acknowledged(from: number, acknowledgement: Acknowledgement): boolean {
    return this.#order?.acknowledged(from, acknowledgement) ?? false
  }

  overheard(from: number, acknowledgement: QuickAcknowledgement): void {
    const order = this.#ownOrder
    if (!order || acknowledgement.epoch !== order.epoch || acknowledgement.mark !== this.#mark) return
    this.#acknowledging.overheard(from, acknowledgement, this.#parts.patience.now)
    order.acknowledged(from, acknowledgement)
  }

  tick(): void {
    this.#acknowledging.tick(this.#parts.patience.now)
  }

  /** Writes and sends what has come together. */
  flush(): void {
    const order = this.#ownOrder
    if (!order) return
    const { clients, patience, ports } = this.#parts
    order.append()
    const unsent = clients.takeUnsent(order.epoch)
    if (unsent.length) ports.send({ type: 'entries', epoch: order.epoch, entries: unsent })
    this.#acknowledging.acknowledge(order, this.#mark, patience.now)
    // Last: the others wait for the rest.
    const outcomes = order.commit()
    if (outcomes.length) patience.beginAnew()
    clients.tell(outcomes)
  }

  get #ownOrder(): EpochOrder | undefined {
    return this.#order?.members.has(this.#parts.self) ? this.#order : undefined
  }
}
