import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@quorate/schema/failure'
import type { Root } from '@quorate/host'
import type { Author, Change, ConfigStore, StoredFile } from '../config-store.ts'
import type { EventHub } from '../event-hub.ts'
import type { Past } from '../past.ts'
import { socketFile, type FromStore, type Question, type Welcome } from '../protocol.ts'
import { Refusal } from '../refusal.ts'
import type { Membership, MembershipChange } from '../store/membership.ts'
import { SqliteReader } from '../sqlite-reader.ts'
import { takeLock } from './held-lock.ts'
import { HubReplica } from './hub-replica.ts'
import { Link } from './link.ts'
import { Watchers } from './watchers.ts'

export interface ConnectedStore extends ConfigStore {
  readonly hub: EventHub
  readonly past: Past
  reserveId(want?: number, range?: { lower: number; upper: number }, owner?: string): Promise<number>
  /** From now on the tree is the cluster's. Resolves when the store answers again, which may be before it has quorum or is in step. */
  becomeMember(options: { cluster: string; nodeId: number; found: boolean }): Promise<void>
  /** Alone again, with the tree as it is, or (`restore`) with the one that becomeMember set aside. No error when it is alone. */
  leaveCluster(options?: { restore?: boolean }): Promise<void>
  /** Ends the connection; locks held over it are given up. */
  close(): Promise<void>
}

const mostTries = 10_000
const restartMs = 30_000

class StoreClient implements ConnectedStore {
  readonly hub: HubReplica
  #link: Link
  #reader: SqliteReader | undefined
  #root: Pick<Root, 'state' | 'run'>
  #watchers = new Watchers()
  #client = randomUUID()
  #number = 0
  #told: number | undefined

  constructor(root: Pick<Root, 'state' | 'run'>, hub: boolean) {
    this.#root = root
    this.hub = new HubReplica(values => void this.#link.tell({ op: 'publish', values }))
    this.#link = new Link(socketFile(root), hub, { welcome: welcome => this.#welcome(welcome), message: message => this.#message(message) })
  }

  async open(): Promise<void> {
    try {
      await this.#link.open()
      this.#reader = new SqliteReader(this.#root)
    } catch (error) {
      await this.close()
      throw error
    }
  }

  get past(): Past {
    return this.#open().past
  }

  revision(): number {
    return this.#open().revision()
  }

  read(path: string): StoredFile | undefined {
    return this.#open().read(path)
  }

  list(folder: string): string[] {
    return this.#open().list(folder)
  }

  changedSince(folder: string, revision: number): ReturnType<ConfigStore['changedSince']> {
    return this.#open().changedSince(folder, revision)
  }

  async commit(changes: readonly Change[], author: Author): Promise<number> {
    return this.#askNumber({ op: 'commit', client: this.#client, number: ++this.#number, changes, author })
  }

  async update(path: string, author: Author, change: (text: string | undefined) => string | null | undefined): Promise<number> {
    for (let tries = 0; tries < mostTries; tries++) {
      const file = this.read(path)
      const text = change(file?.text)
      if (text === undefined || text === file?.text || (text === null && !file)) return file?.revision ?? 0
      const expect = file?.revision ?? 0
      try {
        return await this.commit([text === null ? { op: 'remove', path, expect } : { op: 'write', path, text, expect }], author)
      } catch (error) {
        const faster = error instanceof Refusal && (error.code === 'stale' || (error.code === 'exists' && this.read(path) !== undefined))
        if (!faster) throw error
      }
    }
    throw new Failure(`cannot change ${path}: other writers were faster ${mostTries} times`)
  }

  watch(folder: string, listener: (path: string, revision: number) => void): Disposable {
    return this.#watchers.add(folder, listener)
  }

  lock(name: string, options: { ttlMs: number; waitMs: number }): Promise<AsyncDisposable> {
    return takeLock(this.#link, name, options)
  }

  async reserveId(want?: number, range?: { lower: number; upper: number }, owner?: string): Promise<number> {
    return this.#askNumber({
      op: 'reserve',
      ...(want !== undefined && { want }),
      ...(range && { range }),
      ...(owner !== undefined && { owner }),
    })
  }

  async becomeMember(options: { cluster: string; nodeId: number; found: boolean }): Promise<void> {
    await this.#changeMembership(
      { to: 'member', ...options },
      there => there?.cluster === options.cluster && there.nodeId === options.nodeId,
    )
  }

  async leaveCluster({ restore = false }: { restore?: boolean } = {}): Promise<void> {
    await this.#changeMembership({ to: 'alone', restore }, there => there === undefined)
  }

  /** The store restarts for it: the question is asked again until the new one answers. */
  async #changeMembership(change: MembershipChange, done: (there: Membership | undefined) => boolean): Promise<void> {
    const present = async () => ((await this.#link.ask({ op: 'membership' })) ?? undefined) as Membership | undefined
    if (done(await present())) return
    await this.#link.ask({ op: 'change-membership', change })
    const limit = Date.now() + restartMs
    while (!done(await present())) {
      if (Date.now() > limit) throw new Failure('the config store did not start again')
      await sleep(50)
    }
  }

  async close(): Promise<void> {
    await this.#link.close()
    this.#reader?.close()
    this.#reader = undefined
  }

  #open(): SqliteReader {
    if (!this.#reader) throw new Failure('the connection to the config store was closed by this process')
    return this.#reader
  }

  async #askNumber(question: Question): Promise<number> {
    return Number(await this.#link.ask(question))
  }

  #welcome(welcome: Welcome): void {
    if (welcome.hub) this.hub.load(welcome.hub)
    const told = this.#reopen() ? 0 : this.#told
    this.#told = welcome.revision
    if (told === undefined || told === welcome.revision || !this.#reader) return
    const missed = this.#reader.changedSince('', told)
    for (const path of missed.removed) this.#watchers.tell(path, missed.revision)
    for (const file of missed.files) this.#watchers.tell(file.path, file.revision)
  }

  /** The node joined a cluster or left it: the tree is another one, in another file. */
  #reopen(): boolean {
    if (!this.#reader || this.#reader.isPresent(this.#root)) return false
    this.#reader.close()
    this.#reader = new SqliteReader(this.#root)
    return true
  }

  #message(message: Exclude<FromStore, { type: 'answer' | 'error' }>): void {
    if (message.type === 'events') {
      this.hub.receive(message.events)
      return
    }
    this.#told = message.revision
    for (const path of message.paths) this.#watchers.tell(path, message.revision)
  }
}

/**
 * Connects to the running store of a root. Fails with a Failure when none answers within five seconds. The connection
 * comes back by itself after a restart of the store. `hub: false` leaves out values and events, for short-lived tools.
 */
export async function connectStore(root: Pick<Root, 'state' | 'run'>, options: { hub?: boolean } = {}): Promise<ConnectedStore> {
  const client = new StoreClient(root, options.hub ?? true)
  await client.open()
  return client
}
