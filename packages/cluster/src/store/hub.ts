import { randomUUID } from 'node:crypto'
import { configObjectPath } from '../config-object-path.ts'
import type { HubEvent, HubValue } from '../event-hub.ts'
import { HubState } from '../hub-state.ts'

/** Values of a publisher that went away are gone after this time unless someone publishes them again. */
const orphanMs = 30_000
/** A node that starts takes its time to say all again. */
const returnMs = 120_000

/** In place of a node: see `keep`. */
const ownView = -1

const keyOf = ({ kind, id }: Pick<HubValue, 'kind' | 'id'>) => `${kind}/${id}`

const gone = (value: HubValue): HubValue => ({ ...value, data: null })

interface Published {
  readonly text: string
  owner: object | undefined
  /** Node whose process publishes it; undefined: this one. */
  readonly node: number | undefined
}

/** Statistics come every ten seconds of everything there is; that a node or storage comes or goes is news, that a line of the log is old is none. */
function isPassing({ kind, data }: HubValue, wasThere: boolean): boolean {
  if (kind === 'log') return data === null
  return kind === 'metrics' || ((kind === 'node' || kind === 'storage') && wasThere && data !== null)
}

/** What was and will have been, whoever tells it. */
const stays = ({ kind }: HubValue) => kind === 'log'

/** The hub itself: orders what is published and hands it to all connections. */
export class Hub {
  readonly state = new HubState(randomUUID())
  #published = new Map<string, Published>()
  #send: (events: readonly HubEvent[]) => void
  #toOthers: (values: readonly HubValue[]) => void = () => {}
  #timers = new Set<NodeJS.Timeout>()

  constructor(send: (events: readonly HubEvent[]) => void) {
    this.#send = send
  }

  /** Who takes what processes of this node publish to the other nodes. */
  onPublished(toOthers: (values: readonly HubValue[]) => void): void {
    this.#toOthers = toOthers
  }

  /** A value equal to the present one makes no event. */
  publish(values: readonly HubValue[], owner: object | undefined): void {
    const changed = this.#put(values, owner, undefined)
    if (changed.length) this.#toOthers(changed)
  }

  /** Values that are this node's own view of the cluster, and go to no other node. */
  keep(values: readonly HubValue[]): void {
    this.#put(values, undefined, ownView)
  }

  /** Values of another node. */
  take(values: readonly HubValue[], node: number): void {
    this.#put(values, undefined, node)
  }

  /** All that processes of this node publish. */
  own(): HubValue[] {
    return this.#valuesOf(undefined)
  }

  /** All that another node has published, as far as it is known here. */
  of(node: number): HubValue[] {
    return this.#valuesOf(node)
  }

  /** What a node that is down published last, as somebody knows it who saw more of it. What another node publishes now stays. */
  takeLast(values: readonly HubValue[], node: number): void {
    const told = new Set(values.map(keyOf))
    const old = this.#valuesOf(node).filter(value => !told.has(keyOf(value)))
    const last = values.filter(value => {
      const there = this.#published.get(keyOf(value))
      return !there || there.node === node
    })
    this.take([...old.map(gone), ...last], node)
  }

  /** A node is no part of the cluster any more. */
  forget(node: number): void {
    this.take(this.#valuesOf(node).map(gone), node)
  }

  /** A node is back and has begun to publish: what it published before and does not again is gone, unless it has left before that. */
  nodeReturned(node: number, isThere: () => boolean): void {
    const before = new Set(this.#valuesOf(node).map(keyOf))
    for (const key of before) this.#unrefreshed.add(key)
    this.#later(() => {
      const left = this.#valuesOf(node).filter(value => this.#unrefreshed.has(keyOf(value)))
      for (const key of before) this.#unrefreshed.delete(key)
      if (isThere()) this.take(left.map(gone), node)
    }, returnMs)
  }

  #unrefreshed = new Set<string>()

  #valuesOf(node: number | undefined): HubValue[] {
    const all: HubValue[] = []
    for (const [key, published] of this.#published) {
      const [kind, ...rest] = key.split('/')
      const value = this.state.values(kind as HubValue['kind']).get(rest.join('/'))
      if (published.node === node && value) all.push(value)
    }
    return all
  }

  /** Returns what is new. */
  #put(values: readonly HubValue[], owner: object | undefined, node: number | undefined): HubValue[] {
    const events: HubEvent[] = []
    const changed: HubValue[] = []
    for (const value of values) {
      const key = keyOf(value)
      const text = JSON.stringify([value.path, value.data, value.here])
      const before = this.#published.get(key)
      this.#unrefreshed.delete(key)
      // A guest that moved to another node is not gone because the one that it left says so.
      if (value.data === null && before && before.node !== node) continue
      if (value.data === null) this.#published.delete(key)
      else this.#published.set(key, { text, owner, node })
      const same = before?.text === text && before.node === node
      if (same || (!before && value.data === null)) continue
      changed.push(value)
      const elsewhere = before?.node === undefined && before !== undefined && node !== undefined
      if (before?.text !== text) events.push(this.#event(value, { passing: isPassing(value, before !== undefined), elsewhere }))
    }
    if (events.length) this.#send(events)
    return changed
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
    this.#later(() => this.#dropOrphans(keys), orphanMs)
  }

  #later(work: () => void, ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms).unref()
    this.#timers.add(timer)
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #dropOrphans(keys: readonly string[]): void {
    const left: HubValue[] = []
    for (const key of keys) {
      const value = this.#published.get(key)
      if (!value || value.owner !== undefined || value.node !== undefined) continue
      const [kind, ...rest] = key.split('/')
      const there = this.state.values(kind as HubValue['kind']).get(rest.join('/'))
      if (there && !stays(there)) left.push(gone(there))
    }
    this.publish(left, undefined)
  }

  #event(
    value: Omit<HubValue, 'kind'> & { kind: HubEvent['kind'] },
    { passing, elsewhere }: { passing?: boolean; elsewhere?: boolean } = {},
  ): HubEvent {
    const { kind, id, path, data, here } = value
    const sequence = this.state.sequence + 1
    const time = Math.floor(Date.now() / 1000)
    const optional = { ...(here === undefined ? {} : { here }), ...(passing && { passing }), ...(elsewhere && { elsewhere }) }
    const event: HubEvent = { kind, id, path, data, sequence, time, ...optional }
    this.state.push(event)
    return event
  }
}
