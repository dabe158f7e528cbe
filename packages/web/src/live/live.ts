import type { QueryMeta } from '@tanstack/react-query'
import { ApiFailure } from '../api/api-failure.ts'
import { call } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { session } from '../api/session.ts'
import { Store } from '../store.ts'
import { connectStream, type Stream } from './connect-stream.ts'
import type { ResourceRow } from './guest.ts'
import { GuestAsker } from './guest-asker.ts'
import { guestsOfColumns } from './guest.ts'
import { emptyInventory, inventoryOf, withEvents, withRows, type InventoryState } from './inventory.ts'
import type { LiveEvent, StreamState } from './protocol.ts'
import { quorumAfter } from './quorum.ts'
import { aboutGuest, staleQueries, type StaleQueries } from './stale-queries.ts'
import { tasksAfter, type LiveTask } from './tasks.ts'

export interface Connection {
  readonly state: StreamState
  /** milliseconds since 1970 when it became so */
  readonly since: number
}

const none: ReadonlySet<number> = new Set()
/** More guests than this are not asked for one by one. */
const mostAsked = 300
/** A list that did not come is asked for again after this time. */
const loadAgainMs = 2000
/** What is visible changes all the time while somebody scrolls: it is told once that rests. */
const settleMs = 200

/** What the event stream keeps up to date: inventory, tasks, connection, and the answers that queries hold. */
class Live {
  readonly inventory = new Store<InventoryState>(emptyInventory)
  readonly tasks = new Store<readonly LiveTask[]>([])
  readonly connection = new Store<Connection>({ state: 'connecting', since: Date.now() })
  /** Whether the node that answers has quorum; undefined: it is alone, or that is not known yet. */
  readonly quorate = new Store<boolean | undefined>(undefined)
  /** Moment (milliseconds since 1970) when another browser of this user last changed his preferences. */
  readonly preferencesChanged = new Store(0)
  /** Tasks that ended while this page was open; each is told once. */
  readonly ended = new Store<LiveTask | undefined>(undefined)
  #stream: Stream | undefined
  #pending: LiveEvent[] = []
  #scheduled = false
  #loading: Promise<void> | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  readonly #asker = new GuestAsker<ResourceRow>({
    fetch: vmids => call('GET /cluster/guests', { vmids: vmids.join(',') }),
    onRows: (asked, rows) => {
      this.inventory.set(withRows(this.inventory.get(), asked, rows, Date.now() / 1000))
      this.#becomeStale(meta => aboutGuest(meta, vmid => asked.has(vmid)), none)
    },
    onLost: () => void this.#load().then(() => this.#becomeStale(meta => aboutGuest(meta, () => true), none)),
    most: mostAsked,
  })
  #shown = ''
  #showing: ReturnType<typeof setTimeout> | undefined

  /** Begins to follow; does nothing when it already does. */
  start(): void {
    if (this.#stream) return this.#stream.retry()
    this.#stream = connectStream(session.get().user ?? '', message => {
      if (message.kind === 'events') return this.#take(message.events)
      // A stream that begins says so by a reset. One that other tabs opened has begun already, and one that is lost may not soon.
      if (message.state === 'lost' || (message.state === 'open' && message.joined)) this.#loadFirst()
      this.#become({ state: message.state, since: message.since })
    })
  }

  stop(): void {
    clearTimeout(this.#showing)
    clearTimeout(this.#again)
    this.#shown = ''
    this.#stream?.close()
    this.#stream = undefined
    this.inventory.set(emptyInventory)
    this.quorate.set(undefined)
    this.tasks.set([])
    queryClient.clear()
  }

  /** The objects whose numbers are on the screen. */
  show(ids: readonly string[]): void {
    const shown = ids.join()
    if (shown === this.#shown) return
    this.#shown = shown
    // While somebody scrolls, this is another set for each frame.
    clearTimeout(this.#showing)
    this.#showing = setTimeout(() => this.#stream?.show(ids), settleMs)
  }

  #become(connection: Connection): void {
    this.connection.set(connection)
    // What could not be asked while the server was away is asked now.
    if (connection.state === 'open')
      void queryClient.invalidateQueries({ predicate: ({ state: { error } }) => error instanceof ApiFailure && error.away })
    if (connection.state === 'refused') void session.loginAgain().then(() => this.#stream?.retry())
  }

  #take(events: readonly LiveEvent[]): void {
    this.#pending.push(...events)
    if (this.#scheduled) return
    this.#scheduled = true
    // A page that is not visible draws no frames.
    if (document.hidden) setTimeout(() => this.#apply(), 50)
    else requestAnimationFrame(() => this.#apply())
  }

  #apply(): void {
    this.#scheduled = false
    // Events wait until the list they change has come.
    if (this.#loading) return
    const events = this.#pending
    this.#pending = []
    if (events.some(event => event.type === 'reset')) {
      // At the beginning nothing is old, and what is under way must not be asked for twice.
      if (this.inventory.get().loaded) void queryClient.invalidateQueries()
      void this.#load()
    }
    const { state, ask, anew } = withEvents(this.inventory.get(), events)
    this.inventory.set(state)
    this.quorate.set(quorumAfter(this.quorate.get(), events))
    const { tasks, ended } = tasksAfter(this.tasks.get(), events)
    this.tasks.set(tasks)
    for (const task of ended) this.ended.set(task)
    this.#becomeStale(staleQueries(events, ended), ask)
    if (events.some(changesPreferences)) this.preferencesChanged.set(Date.now())
    if (anew || events.some(changesPools)) void this.#load()
    else if (ask.size > 0) this.#asker.ask(ask)
  }

  /** `unsure`: guests of which it is not known yet whether they are still there: nothing is asked about them before. */
  #becomeStale(stale: StaleQueries | undefined, unsure: ReadonlySet<number>): void {
    if (!stale) return
    const isStale = ({ meta }: { meta?: QueryMeta | undefined }) => stale(meta)
    void queryClient.invalidateQueries({ predicate: isStale, refetchType: 'none' })
    // What the page no longer shows after these events, such as a guest that is gone, is not asked for.
    setTimeout(() => {
      const { guests } = this.inventory.get()
      const isAsked = ({ meta }: { meta?: QueryMeta | undefined }) =>
        stale(meta) && !aboutGuest(meta, vmid => unsure.has(vmid) || !guests.has(vmid))
      void queryClient.refetchQueries({ type: 'active', predicate: isAsked }, { cancelRefetch: true })
    })
  }

  #loadFirst(): void {
    if (!this.inventory.get().loaded) void this.#load()
  }

  /** Reads everything anew; what fails is tried again until it comes, or the page is left. */
  async #load(): Promise<void> {
    if (this.#loading) return this.#loading
    const loading = this.#fetchAll()
    this.#loading = loading
    const done = await loading.then(
      () => true,
      () => false,
    )
    this.#loading = undefined
    this.#take([])
    clearTimeout(this.#again)
    if (!done && this.#stream) this.#again = setTimeout(() => void this.#load(), loadAgainMs)
  }

  async #fetchAll(): Promise<void> {
    const [{ guests, others, quorate }, tasks] = await Promise.all([call('GET /cluster/inventory', {}), call('GET /cluster/tasks', {})])
    const now = Date.now() / 1000
    this.inventory.set(inventoryOf(guestsOfColumns(guests, now), others, now))
    this.tasks.set(tasks as unknown as LiveTask[])
    this.quorate.set(quorate === undefined ? undefined : quorate === 1)
  }
}

/** Pools and storages have no rows of their own in events: their files say that they changed. */
const changesPools = ({ type, data }: LiveEvent) => type === 'config' && /^(?:user|storage)\.cfg$/.test((data as { id: string }).id)

const changesPreferences = ({ type, data }: LiveEvent) => type === 'config' && (data as { id: string }).id.startsWith('priv/preferences/')

export const live = new Live()
