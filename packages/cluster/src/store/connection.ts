import type { Socket } from 'node:net'
import type { Change } from '../config-store.ts'
import type { FromClient, FromStore, Question, Welcome } from '../protocol.ts'
import { wireError } from '../protocol.ts'
import type { TreeChange } from '../state/tree-change.ts'
import { encodeFrame, FrameDecoder } from './frame.ts'
import type { Hub } from './hub.ts'
import type { LockTable } from './lock-table.ts'
import type { Membership, MembershipChange } from './membership.ts'
import type { Reservations } from './reservations.ts'
import type { Writer } from './writer.ts'

export interface Services {
  readonly node: string
  readonly writer: Writer
  readonly hub: Hub
  readonly locks: LockTable
  readonly ids: Reservations
  /** undefined: alone */
  readonly membership: Membership | undefined
  /** Restarts the store to do so. */
  readonly changeMembership: (change: MembershipChange) => void
}

/** A client that reads nothing is cut off before it fills the memory; it catches up when it comes back. */
const backlogLimitBytes = 64 * 1024 * 1024

function treeChange(change: Change): TreeChange {
  if (change.op === 'rename') return { op: 'rename', from: change.from, to: change.to, replace: false }
  const expected = change.expect === undefined ? {} : { expect: change.expect }
  if (change.op === 'remove') return { op: 'remove', path: change.path, ...expected }
  return { op: 'write', path: change.path, content: Buffer.from(change.text), ...expected }
}

/** One client of the store. */
export class Connection {
  #socket: Socket
  #services: Services
  #decoder = new FrameDecoder()
  #greeted = false
  #hub = false

  constructor(socket: Socket, services: Services) {
    this.#socket = socket
    this.#services = services
    socket.on('data', chunk => {
      try {
        for (const message of this.#decoder.push(chunk)) this.#receive(message as FromClient)
      } catch (error) {
        socket.destroy(error instanceof Error ? error : undefined)
      }
    })
  }

  changed(frame: Buffer): void {
    if (this.#greeted) this.#write(frame)
  }

  events(frame: Buffer): void {
    if (this.#hub) this.#write(frame)
  }

  /** To be called when the socket has ended. */
  gone(): void {
    this.#services.locks.ownerGone(this)
    this.#services.hub.ownerGone(this)
  }

  #receive(message: FromClient): void {
    if (message.op === 'publish') {
      this.#services.hub.publish(message.values, this)
      return
    }
    const { id } = message
    this.#answer(message).then(
      value => this.#send({ type: 'answer', id, value }),
      error => this.#send({ type: 'error', id, error: wireError(error) }),
    )
  }

  async #answer(question: Question): Promise<unknown> {
    const { writer, locks, ids } = this.#services
    switch (question.op) {
      case 'commit': {
        const { client, number, author } = question
        return writer.submit(question.changes.map(treeChange), author, { client, number })
      }
      case 'lock':
        return locks.acquire(question.name, { ...question, owner: this })
      case 'renew':
        return locks.renew(question.name, question.token, this)
      case 'unlock':
        return locks.release(question.name, question.token)
      case 'reserve':
        return ids.reserve(question.want, question.range, question.owner)
      case 'membership':
        return this.#services.membership
      case 'change-membership':
        return this.#services.changeMembership(question.change)
      case 'hello':
        return this.#welcome(question.hub)
    }
  }

  #welcome(withHub: boolean): Welcome {
    const { node, writer, hub } = this.#services
    this.#greeted = true
    this.#hub = withHub
    return { node, revision: writer.machine.tree.counters().revision, ...(withHub && { hub: hub.state.snapshot() }) }
  }

  #send(message: FromStore): void {
    this.#write(encodeFrame(message))
  }

  #write(frame: Buffer): void {
    if (this.#socket.destroyed) return
    if (this.#socket.writableLength > backlogLimitBytes) this.#socket.destroy()
    else this.#socket.write(frame)
  }
}
