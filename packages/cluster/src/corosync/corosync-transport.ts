import { Cpg } from './cpg.ts'
import { CorosyncError, ok, tryAgain } from './library.ts'
import { Outbox } from './outbox.ts'
import { Reassembly } from './packets.ts'
import { QuorumWatch } from './quorum-watch.ts'
import type { LeftMember, Member, TransportEvents } from './transport-events.ts'

export type { LeftMember, Member, QuorumState, TransportEvents } from './transport-events.ts'

const firstPauseMs = 100
const longestPauseMs = 1000

/**
 * Messages to all processes of a group, in one order for all of them and for the changes of their membership, and what
 * corosync says about quorum. Connects by itself, and again when corosync was gone.
 */
export class CorosyncTransport {
  #group: string
  #events: TransportEvents
  #link: Link | undefined
  #pauseMs = firstPauseMs
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(group: string, events: TransportEvents) {
    this.#group = group
    this.#events = events
  }

  /** Of this node; undefined: corosync is not there. */
  get nodeId(): number | undefined {
    return this.#link?.nodeId
  }

  get backlogBytes(): number {
    return this.#link?.backlogBytes ?? 0
  }

  start(): void {
    void this.#connect()
  }

  /** Sends to all members, this one too. Without corosync the message is dropped. The bytes must not change any more. */
  send(bytes: Buffer): void {
    this.#link?.send(bytes)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
    this.#link?.close()
    this.#link = undefined
  }

  async #connect(): Promise<void> {
    try {
      const link = await Link.open(this.#group)
      if (this.#closed) return link.close()
      this.#link = link
      this.#pauseMs = firstPauseMs
      link.start(this.#events, reason => this.#lost(reason))
    } catch (error) {
      if (!(error instanceof CorosyncError)) throw error
      this.#connectLater()
    }
  }

  #connectLater(): void {
    if (this.#closed) return
    this.#retry = setTimeout(() => void this.#connect(), this.#pauseMs)
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }

  #lost(reason: string): void {
    if (!this.#link) return
    this.#link.close()
    this.#link = undefined
    this.#connectLater()
    this.#events.lost(reason)
  }
}

/** One time that corosync was there. */
class Link {
  #cpg: Cpg
  #quorum: QuorumWatch
  #outbox: Outbox
  #reassembly = new Reassembly()
  #lost: (reason: string) => void = () => undefined

  private constructor(cpg: Cpg, quorum: QuorumWatch) {
    this.#cpg = cpg
    this.#quorum = quorum
    this.#outbox = new Outbox(packet => this.#multicast(packet))
  }

  static async open(group: string): Promise<Link> {
    const cpg = await Cpg.open(group)
    try {
      return new Link(cpg, await QuorumWatch.open(cpg.nodeId))
    } catch (error) {
      cpg.channel.close()
      throw error
    }
  }

  get nodeId(): number {
    return this.#cpg.nodeId
  }

  get backlogBytes(): number {
    return this.#outbox.backlogBytes
  }

  start(events: TransportEvents, lost: (reason: string) => void): void {
    this.#lost = lost
    this.#cpg.channel.start(
      event => {
        if (event.type === 'packet') this.#packet(event.from, event.bytes, events)
        else this.#members(event.members, event.joined, event.left, events)
      },
      lost,
      () => this.#outbox.flush(),
    )
    this.#quorum.start(state => events.quorum(state), lost)
  }

  send(bytes: Buffer): void {
    this.#outbox.push(bytes)
  }

  close(): void {
    this.#outbox.close()
    this.#cpg.channel.close()
    this.#quorum.close()
  }

  #packet(from: Member, packet: Buffer, events: TransportEvents): void {
    this.#reassembly.take(from, packet, (bytes, big) => {
      if (big && from.nodeId === this.nodeId && from.pid === process.pid) this.#outbox.bigArrived()
      events.message(from, bytes)
    })
  }

  #members(members: Member[], joined: Member[], left: LeftMember[], events: TransportEvents): void {
    this.#reassembly.left(left)
    if (joined.length > 0) {
      this.#reassembly.clear()
      this.#outbox.beginAnew()
    }
    events.members(members, joined, left)
  }

  #multicast(packet: Buffer): boolean {
    const result = this.#cpg.multicast(packet)
    if (result === ok) return true
    if (result !== tryAgain) this.#lost(new CorosyncError('cpg_mcast_joined', result).message)
    return false
  }
}
