import type { HubEvent, HubValue } from './event-hub.ts'

/** Events that are kept for who comes back after a break. */
const ringSize = 4096

export interface HubSnapshot {
  readonly epoch: string
  readonly sequence: number
  readonly values: readonly HubValue[]
  readonly ring: readonly HubEvent[]
  /** Sequence of the last kept event that `ring` does not hold. */
  readonly ringStart: number
}

/** The present values and the latest events: of the hub itself, and of every replica of it. */
export class HubState {
  epoch: string
  sequence = 0
  #values = new Map<HubValue['kind'], Map<string, HubValue>>()
  #ring: HubEvent[] = []
  /** Sequence of the last kept event that the ring does not hold. */
  #ringStart = 0

  constructor(epoch: string) {
    this.epoch = epoch
  }

  values(kind: HubValue['kind']): Map<string, HubValue> {
    const there = this.#values.get(kind)
    if (there) return there
    const created = new Map<string, HubValue>()
    this.#values.set(kind, created)
    return created
  }

  set(value: HubValue): void {
    if (value.data === null) this.values(value.kind).delete(value.id)
    else this.values(value.kind).set(value.id, value)
  }

  push(event: HubEvent): void {
    this.sequence = event.sequence
    const { kind, id, path, data, here } = event
    if (kind !== 'config') this.set({ kind, id, path, data, ...(here === undefined ? {} : { here }) })
    if (event.passing) return
    this.#ring.push(event)
    if (this.#ring.length < ringSize * 2) return
    this.#ringStart = this.#startOfLatest()
    this.#ring = this.#ring.slice(-ringSize)
  }

  replay(since: number): readonly HubEvent[] | undefined {
    if (since < this.#ringStart || since > this.sequence) return undefined
    const at = this.#ring.findLastIndex(event => event.sequence <= since)
    return this.#ring.slice(at + 1)
  }

  snapshot(): HubSnapshot {
    const values = [...this.#values.values()].flatMap(kind => [...kind.values()])
    const { epoch, sequence } = this
    return { epoch, sequence, values, ring: this.#ring.slice(-ringSize), ringStart: this.#startOfLatest() }
  }

  #startOfLatest(): number {
    return this.#ring.at(-ringSize - 1)?.sequence ?? this.#ringStart
  }

  /** Takes over another state whole. */
  load(snapshot: HubSnapshot): void {
    this.epoch = snapshot.epoch
    this.sequence = snapshot.sequence
    this.#values.clear()
    for (const value of snapshot.values) this.set(value)
    this.#ring = [...snapshot.ring]
    this.#ringStart = snapshot.ringStart
  }
}
