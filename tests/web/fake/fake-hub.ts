import type { EventHub, HubEvent, HubValue } from '@quorate/cluster'

/** The hub of one process alone: keeps every event, so that whoever comes back gets what was missed. */
export class FakeHub implements EventHub {
  readonly epoch = 'fake'
  readonly #values = new Map<HubValue['kind'], Map<string, HubValue>>()
  readonly #listeners = new Set<(event: HubEvent) => void>()
  readonly #events: HubEvent[] = []
  #sequence = 0

  get sequence(): number {
    return this.#sequence
  }

  publish(values: readonly HubValue[]): void {
    for (const value of values) {
      const known = this.#kind(value.kind)
      const passing = value.kind === 'metrics' || ((value.kind === 'node' || value.kind === 'storage') && known.has(value.id))
      if (value.data === null) known.delete(value.id)
      else known.set(value.id, value)
      this.#tell(value, passing)
    }
  }

  /** A file of the configuration changed; `path` is the object that it belongs to. */
  changed(file: string, path: string): void {
    this.#tell({ kind: 'config', id: file, path, data: { revision: this.#sequence + 1 } }, false)
  }

  values(kind: HubValue['kind']): ReadonlyMap<string, HubValue> {
    return this.#kind(kind)
  }

  replay(since: number): readonly HubEvent[] | undefined {
    return since <= this.#sequence ? this.#events.filter(event => event.sequence > since) : undefined
  }

  subscribe(listener: (event: HubEvent) => void): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) }
  }

  #kind(kind: HubValue['kind']): Map<string, HubValue> {
    const there = this.#values.get(kind) ?? new Map<string, HubValue>()
    this.#values.set(kind, there)
    return there
  }

  #tell({ kind, id, path, data }: Omit<HubEvent, 'sequence' | 'time'>, passing: boolean): void {
    this.#sequence += 1
    const time = Math.floor(Date.now() / 1000)
    const event: HubEvent = { kind, id, path, data, sequence: this.#sequence, time, ...(passing && { passing }) }
    if (!passing) this.#events.push(event)
    for (const listener of this.#listeners) listener(event)
  }
}
