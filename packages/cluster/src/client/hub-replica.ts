import type { EventHub, HubEvent, HubValue } from '../event-hub.ts'
import { HubState, type HubSnapshot } from '../hub-state.ts'

/** The hub as one process sees it: a local copy, kept up by the store's events. Remembers what this process published, to publish it again after a restart of the store. */
export class HubReplica implements EventHub {
  #state = new HubState('')
  #own = new Map<string, HubValue>()
  #listeners = new Set<(event: HubEvent) => void>()
  #send: (values: readonly HubValue[]) => void

  constructor(send: (values: readonly HubValue[]) => void) {
    this.#send = send
  }

  get epoch(): string {
    return this.#state.epoch
  }

  get sequence(): number {
    return this.#state.sequence
  }

  publish(values: readonly HubValue[]): void {
    for (const value of values) {
      const key = `${value.kind}/${value.id}`
      if (value.data === null) this.#own.delete(key)
      else this.#own.set(key, value)
      this.#state.set(value)
    }
    this.#send(values)
  }

  values(kind: HubValue['kind']): ReadonlyMap<string, HubValue> {
    return this.#state.values(kind)
  }

  replay(since: number): readonly HubEvent[] | undefined {
    return this.#state.replay(since)
  }

  subscribe(listener: (event: HubEvent) => void): Disposable {
    const own = (event: HubEvent) => listener(event)
    this.#listeners.add(own)
    return { [Symbol.dispose]: () => void this.#listeners.delete(own) }
  }

  /** A connection began: takes the hub's state, tells what was missed, and publishes again what this process has to say. */
  load(snapshot: HubSnapshot): void {
    const { epoch, sequence } = this.#state
    this.#state.load(snapshot)
    const missed = epoch === snapshot.epoch ? this.#state.replay(sequence) : undefined
    const own = [...this.#own.values()]
    for (const value of own) this.#state.set(value)
    if (own.length) this.#send(own)
    for (const event of missed ?? []) this.#tell(event)
  }

  receive(events: readonly HubEvent[]): void {
    for (const event of events) {
      this.#state.push(event)
      // A guest that moved: to say again what it was here would be wrong.
      if (event.elsewhere) this.#own.delete(`${event.kind}/${event.id}`)
      this.#tell(event)
    }
  }

  #tell(event: HubEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
