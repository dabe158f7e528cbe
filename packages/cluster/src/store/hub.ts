import { randomUUID } from 'node:crypto'
import { configObjectPath } from '../config-object-path.ts'
import type { HubEvent, HubValue } from '../event-hub.ts'
import { HubState } from '../hub-state.ts'

/** Values of a publisher that went away are gone after this time unless someone publishes them again. */
const orphanMs = 30_000

interface Published {
  readonly text: string
  owner: object | undefined
}

/** Statistics come every ten seconds of everything there is; that a node or storage comes or goes is news. */
function isPassing({ kind, data }: HubValue, wasThere: boolean): boolean {
  return kind === 'metrics' || ((kind === 'node' || kind === 'storage') && wasThere && data !== null)
}

/** The hub itself: orders what is published and hands it to all connections. */
export class Hub {
  readonly state = new HubState(randomUUID())
  #published = new Map<string, Published>()
  #send: (events: readonly HubEvent[]) => void
  #timers = new Set<NodeJS.Timeout>()

  constructor(send: (events: readonly HubEvent[]) => void) {
    this.#send = send
  }

  /** A value equal to the present one makes no event. */
  publish(values: readonly HubValue[], owner: object | undefined): void {
    const events: HubEvent[] = []
    for (const value of values) {
      const key = `${value.kind}/${value.id}`
      const text = JSON.stringify([value.path, value.data])
      const before = this.#published.get(key)
      if (value.data === null) this.#published.delete(key)
      else this.#published.set(key, { text, owner })
      if (before?.text === text || (!before && value.data === null)) continue
      events.push(this.#event(value, isPassing(value, before !== undefined)))
    }
    if (events.length) this.#send(events)
  }

  /** Files of the tree have changed. */
  changed(paths: readonly string[], revision: number): void {
    const events = paths.map(path => this.#event({ kind: 'config', id: path, path: configObjectPath(path), data: { revision } }))
    this.#send(events)
  }

  ownerGone(owner: object): void {
    const keys = [...this.#published].filter(([, value]) => value.owner === owner).map(([key]) => key)
    if (!keys.length) return
    for (const key of keys) {
      const value = this.#published.get(key)
      if (value) value.owner = undefined
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#dropOrphans(keys)
    }, orphanMs).unref()
    this.#timers.add(timer)
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #dropOrphans(keys: readonly string[]): void {
    const gone: HubValue[] = []
    for (const key of keys) {
      const value = this.#published.get(key)
      if (!value || value.owner !== undefined) continue
      const [kind, ...rest] = key.split('/')
      const there = this.state.values(kind as HubValue['kind']).get(rest.join('/'))
      if (there) gone.push({ ...there, data: null })
    }
    this.publish(gone, undefined)
  }

  #event(value: Omit<HubValue, 'kind'> & { kind: HubEvent['kind'] }, passing = false): HubEvent {
    const { kind, id, path, data } = value
    const sequence = this.state.sequence + 1
    const event: HubEvent = { kind, id, path, data, sequence, time: Math.floor(Date.now() / 1000), ...(passing && { passing }) }
    this.state.push(event)
    return event
  }
}
