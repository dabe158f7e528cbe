import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message, QuickAcknowledgement } from './message.ts'
import { Replica } from './replica.ts'
import { ModelStorage } from './sim/model-storage.ts'

const ids = [1, 2, 3]
const quorum = { quorate: true, ring: ids, votes: 1, total: 3, tieBroken: false, lowered: false }

/** Three nodes in virtual time, whose order always works. `reaches`: whether a datagram arrives. */
class Trio {
  reaches: (from: number, to: number) => boolean = () => true
  /** Added to the mark of every datagram. */
  markChange = 0
  readonly sent: { readonly from: number; readonly message: Message }[] = []
  readonly notices: string[] = []
  now = 1000
  #serial = 0
  #order: { readonly from: number; readonly message: Message }[] = []
  #datagrams: { readonly from: number; readonly to: number; readonly acknowledgement: QuickAcknowledgement }[] = []
  readonly storages = ids.map(() => new ModelStorage(1000))
  #replicas: Replica[]

  constructor() {
    this.storages[0]?.found(1)
    this.#replicas = ids.map((id, at) => {
      const ports = {
        send: (message: Message) => {
          this.sent.push({ from: id, message })
          this.#order.push({ from: id, message })
        },
        hasten: (acknowledgement: QuickAcknowledgement, to: readonly number[]) =>
          this.#datagrams.push(...to.map(node => ({ from: id, to: node, acknowledgement }))),
        committed: () => undefined,
        givenUp: () => undefined,
        phaseChanged: () => undefined,
        nonce: () => String(++this.#serial),
        notice: (text: string) => this.notices.push(text),
      }
      return new Replica(id, this.storages[at] as ModelStorage, ports, this.now)
    })
    for (const replica of this.#replicas) {
      replica.quorumChanged(quorum, this.now)
      replica.viewChanged(ids, [], this.now)
    }
    this.pass(2000)
    assert.deepEqual(
      this.#replicas.map(({ phase }) => phase),
      ['member', 'member', 'member'],
    )
    this.sent.length = this.notices.length = 0
  }

  /** Corosync says again who is there. */
  beginAnew(): void {
    for (const replica of this.#replicas) replica.viewChanged(ids, [], this.now)
  }

  write(node = 1): void {
    const id = `entry ${++this.#serial}`
    this.#replicas[node - 1]?.submit({ id, body: '{"kind":"unlock","name":"a","token":"b"}' })
  }

  get applied(): number[] {
    return this.storages.map(({ applied }) => applied)
  }

  get acknowledgementsInOrder(): number {
    return this.sent.filter(({ message }) => message.type === 'ack').length
  }

  get exclusions(): number {
    return this.sent.filter(({ message }) => message.type === 'exclude').length
  }

  /** Milliseconds, one after the other: what is under way arrives, and whoever is in debt is called as the store would. */
  pass(milliseconds: number): void {
    for (let count = 0; count < milliseconds; count++) {
      this.now++
      for (const { from, to, acknowledgement } of this.#datagrams.splice(0))
        if (this.reaches(from, to))
          this.#replicas[to - 1]?.overheard(from, { ...acknowledgement, mark: acknowledgement.mark + this.markChange }, this.now)
      for (const { from, message } of this.#order.splice(0)) for (const replica of this.#replicas) replica.received(from, message, this.now)
      for (const replica of this.#replicas) {
        replica.flush()
        if (this.now % 250 === 0 || (replica.isInDebt && this.now % 25 === 0)) replica.tick(this.now)
        replica.flush()
      }
    }
  }

  /** An entry every so many milliseconds, for so long. */
  writeFor(milliseconds: number, every: number): void {
    for (let passed = 0; passed < milliseconds; passed += every) {
      this.write()
      this.pass(every)
    }
  }
}

test('nodes that hear each other beside the order say in it a few times a second how far they are, and at the end', () => {
  const trio = new Trio()
  trio.writeFor(200, 10)
  trio.sent.length = 0
  trio.writeFor(2000, 10)
  assert(trio.acknowledgementsInOrder >= 15 && trio.acknowledgementsInOrder <= 30, `${trio.acknowledgementsInOrder} for 200 entries`)
  trio.pass(100)
  assert.equal(new Set(trio.applied).size, 1)
  trio.sent.length = 0
  const [before = 0] = trio.applied
  trio.write()
  trio.pass(3)
  assert.deepEqual([trio.applied, trio.acknowledgementsInOrder], [[before + 1, before + 1, before + 1], 0])
  trio.pass(100)
  assert.equal(trio.acknowledgementsInOrder, 3)
  trio.pass(1000)
  assert.equal(trio.acknowledgementsInOrder, 3)
})

test('where no datagram arrives, or only those of another round with the same epoch, all is said in the order at once', () => {
  const others: ((trio: Trio) => void)[] = [trio => (trio.reaches = () => false), trio => (trio.markChange = 1)]
  for (const disturb of others) {
    const trio = new Trio()
    disturb(trio)
    const [before = 0] = trio.applied
    trio.writeFor(1000, 10)
    trio.pass(10)
    assert.deepEqual(trio.applied, [before + 100, before + 100, before + 100])
    assert(trio.acknowledgementsInOrder >= 300, `${trio.acknowledgementsInOrder}`)
    assert.equal(trio.exclusions, 0)
  }
})

test('what is owed when an epoch ends is not said any more', () => {
  const trio = new Trio()
  trio.writeFor(500, 10)
  trio.beginAnew()
  trio.sent.length = 0
  trio.pass(500)
  const epochs = new Set(trio.sent.flatMap(({ message }) => (message.type === 'ack' ? [message.epoch] : [])))
  assert.deepEqual([...epochs], [trio.storages[0]?.installed])
})

test('where datagrams arrive in one direction only, from one moment to the next, changes wait for a moment and nobody is gone on without', () => {
  for (const every of [3, 10, 40, 400]) {
    const trio = new Trio()
    trio.writeFor(1200, every)
    trio.reaches = (from, to) => !(from === 1 && to === 2)
    const longest = Math.max(
      ...Array.from({ length: 4000 / every }, () => {
        const [before = 0] = trio.applied
        trio.writeFor(every, every)
        let waited = 0
        for (; trio.applied.some(applied => applied <= before) && waited < 3000; waited++) trio.pass(1)
        return waited
      }),
    )
    assert(longest <= 300, `an entry every ${every} ms: waited ${longest} ms`)
    assert.deepEqual([trio.exclusions, trio.notices], [0, []], `an entry every ${every} ms`)
  }
})
