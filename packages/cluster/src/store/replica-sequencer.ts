import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { Failure } from '@quorate/schema/failure'
import { CorosyncTransport, type LeftMember, type Member, type QuorumState } from '../corosync/corosync-transport.ts'
import { Datagrams } from '../datagrams/datagrams.ts'
import type { Sent } from '../datagrams/packet.ts'
import { Refusal } from '../refusal.ts'
import { encodeOperation, type Entry, type Operation } from '../replica/operation.ts'
import type { Message, QuickAcknowledgement } from '../replica/message.ts'
import { Replica, type Phase } from '../replica/replica.ts'
import { SqliteStorage } from '../replica/sqlite-storage.ts'
import type { Outcome } from '../replica/storage.ts'
import type { Applied, Operations } from '../state/operations.ts'
import type { Sequencer } from './sequencer.ts'

/** What goes between the stores of a cluster: the replica's messages, and values that need no order. */
type Wire = { readonly replica: Message } | { readonly side: unknown }

export interface ReplicaEvents {
  /** The state of another node takes the place of this one's. `since`: the revision before */
  replacing(): void
  replaced(since: number): void
  /** Who takes part, whether writes are made: something of it has changed. */
  changed(): void
  /** Something that another node (or this one) sent beside the order. */
  side(from: number, value: unknown): void
  notice(text: string): void
}

const group = 'quorate-store'
const tickMs = 250
/** A debt of the replica waits for so long at most. */
const debtMs = 25

/** Order together with the other nodes of a cluster. */
export class ReplicaSequencer implements Sequencer {
  readonly operations: Operations
  readonly nodeId: number
  #storage: SqliteStorage
  #replica: Replica
  #transport: CorosyncTransport
  #datagrams: Datagrams
  #events: ReplicaEvents
  #waiting = new Map<string, { resolve: (applied: Applied) => void; reject: (error: unknown) => void }>()
  #listeners: ((applied: Applied) => void)[] = []
  #flushing = false
  #process = randomUUID()
  #serial = 0
  #timer: NodeJS.Timeout
  #debtTimer: NodeJS.Timeout | undefined

  constructor(options: {
    db: DatabaseSync
    operations: Operations
    /** The database's. */
    file: string
    /** Changes with every start of the machine. */
    boot: string
    nodeId: number
    events: ReplicaEvents
  }) {
    this.operations = options.operations
    this.nodeId = options.nodeId
    this.#events = options.events
    this.#storage = new SqliteStorage(options.db, options.operations, options.file, options.boot, {
      begins: () => this.#events.replacing(),
      done: since => this.#events.replaced(since),
    })
    this.#transport = new CorosyncTransport(group, {
      members: (members, _joined, left) => this.#members(members, left),
      message: (from, bytes) => this.#message(from, bytes),
      quorum: state => this.#quorum(state),
      lost: reason => this.#lost(reason),
    })
    this.#datagrams = new Datagrams(
      options.nodeId,
      sent => this.#overheard(sent),
      text => this.#events.notice(text),
    )
    const ports = {
      hasten: (acknowledgement: QuickAcknowledgement, to: readonly number[]) => this.#datagrams.send(acknowledgement, to),
      send: (message: Message) => this.#send({ replica: message }),
      committed: (outcomes: readonly Outcome[]) => this.#committed(outcomes),
      givenUp: (entry: Entry, sent: boolean) => this.#givenUp(entry, sent),
      phaseChanged: () => this.#events.changed(),
      nonce: randomUUID,
      notice: (text: string) => this.#events.notice(text),
    }
    this.#replica = new Replica(this.nodeId, this.#storage, ports, performance.now())
    this.#timer = setInterval(() => this.#tick(), tickMs)
  }

  start(): void {
    this.#transport.start()
  }

  get phase(): Phase {
    return this.#replica.phase
  }

  get quorate(): boolean {
    return this.#replica.quorum.quorate
  }

  /** Nodes whose store takes part. */
  get view(): ReadonlySet<number> {
    return this.#replica.view
  }

  /** Of all members one: the one that does what one of them has to do. */
  get isFirst(): boolean {
    const { phase, members } = this.#replica
    return phase === 'member' && Math.min(...members) === this.nodeId
  }

  submit(operation: Operation, id = this.#nextId()): Promise<Applied> {
    const known = this.#waiting.get(id)
    const { promise, resolve, reject } = Promise.withResolvers<Applied>()
    if (known) void promise.then(known.resolve, known.reject)
    this.#waiting.set(id, { resolve, reject })
    this.#replica.submit({ id, body: encodeOperation(operation) })
    this.#flushSoon()
    return promise
  }

  /** Tells all nodes, this one too, something that needs no order. */
  tell(value: unknown): void {
    this.#send({ side: value })
  }

  onApplied(listener: (applied: Applied) => void): void {
    this.#listeners.push(listener)
  }

  flush(): void {
    this.#replica.flush()
    if (this.#replica.isInDebt) this.#debtTimer ??= setTimeout(() => this.#payDebt(), debtMs)
  }

  /** By node id, the addresses of their first links. */
  nodesAre(addresses: ReadonlyMap<number, string>): void {
    void this.#datagrams.nodesAre(addresses)
  }

  /** Those of one process follow each other: what is remembered of them lies together in the database. */
  #nextId(): string {
    return `${this.#process}-${(this.#serial++).toString(36).padStart(8, '0')}`
  }

  close(): void {
    clearInterval(this.#timer)
    clearTimeout(this.#debtTimer)
    this.#transport.close()
    this.#datagrams.close()
    for (const [id, { reject }] of this.#waiting) reject(new Failure(`the config store ends: whether change ${id} was made is not known`))
    this.#storage.close()
  }

  #send(message: Wire): void {
    this.#transport.send(Buffer.from(JSON.stringify(message)))
  }

  #message(from: Member, bytes: Buffer): void {
    const message = JSON.parse(bytes.toString()) as Wire
    if ('side' in message) return this.#events.side(from.nodeId, message.side)
    this.#replica.received(from.nodeId, message.replica, performance.now())
    this.#flushSoon()
  }

  #members(members: readonly Member[], left: readonly LeftMember[]): void {
    const nodes = [...new Set(members.map(({ nodeId }) => nodeId))]
    const down = left.filter(one => one.down).map(({ nodeId }) => nodeId)
    this.#replica.viewChanged(nodes, down, performance.now())
    // Corosync may have another key, and machines that come back other addresses.
    void this.#datagrams.look()
    this.#events.changed()
    this.#flushSoon()
  }

  #quorum({ quorate, members, ownVotes, totalVotes, lowered, tieBroken, twoNode }: QuorumState): void {
    const quorum = { quorate, ring: members, votes: ownVotes, total: totalVotes, tieBroken: tieBroken && !twoNode, lowered }
    this.#replica.quorumChanged(quorum, performance.now())
    this.#events.changed()
    this.#flushSoon()
  }

  #lost(reason: string): void {
    this.#events.notice(`corosync is gone (${reason}): the config tree can only be read until it is back`)
    this.#replica.transportLost()
    this.#events.changed()
  }

  /** All that one turn of the event loop brings is written and sent together. */
  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    queueMicrotask(() => {
      this.#flushing = false
      this.flush()
    })
  }

  #overheard({ from, ...acknowledgement }: Sent): void {
    this.#replica.overheard(from, acknowledgement, performance.now())
    this.#flushSoon()
  }

  #payDebt(): void {
    this.#debtTimer = undefined
    this.#tick()
  }

  #tick(): void {
    this.#replica.tick(performance.now())
    this.#flushSoon()
  }

  #committed(outcomes: readonly Outcome[]): void {
    for (const { entry, value } of outcomes) {
      const applied = value as Applied
      for (const listener of this.#listeners) listener(applied)
      const waiting = this.#waiting.get(entry.id)
      if (!waiting) continue
      this.#waiting.delete(entry.id)
      if (applied.refused === undefined) waiting.resolve(applied)
      else waiting.reject(applied.refused)
    }
    this.#flushSoon()
  }

  #givenUp({ id }: Entry, sent: boolean): void {
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    this.#waiting.delete(id)
    waiting.reject(
      sent
        ? new Failure(
            'cluster not ready - no quorum? The change was under way when the nodes lost each other: whether it was made is not known',
          )
        : new Refusal('no-quorum', 'cluster not ready - no quorum? Nothing was changed: see `pvecm status` for which nodes are missing'),
    )
  }
}
