import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Acknowledging } from './acknowledging.ts'
import { EpochOrder } from './epoch-order.ts'
import type { Message, QuickAcknowledgement } from './message.ts'
import type { Entry } from './operation.ts'
import { ModelStorage } from './sim/model-storage.ts'

const mark = 99
const entry = (id: string): Entry => ({ id, body: '{"kind":"unlock","name":"a","token":"b"}' })

/** Node 1 of three in an epoch that all have begun, with one entry in its log. */
function begun() {
  const storage = new ModelStorage()
  const order = new EpochOrder(4, [1, 2, 3], storage)
  for (const node of [1, 2, 3]) order.acknowledged(node, { epoch: 4, last: 0, chain: 0 })
  const sent: Message[] = []
  const hastened: QuickAcknowledgement[] = []
  const acknowledging = new Acknowledging(1, {
    send: message => sent.push(message),
    hasten: (acknowledgement, to) => {
      assert.deepEqual(to, [2, 3])
      hastened.push(acknowledgement)
    },
  })
  const take = (...ids: string[]) => {
    order.take(ids.map(entry))
    order.append()
  }
  take('a')
  return { acknowledging, order, storage, sent, hastened, take }
}

const last = ({ last: index }: { readonly last: number }) => index
const lastSent = (sent: readonly Message[]) => sent.map(message => (message.type === 'ack' ? message.last : message.type))

test('as long as not all others say that they hear it beside the order, it acknowledges in the order too', () => {
  const { acknowledging, order, sent, hastened, take } = begun()
  acknowledging.overheard(2, { hears: [1] }, 0)
  acknowledging.overheard(3, { hears: [2] }, 0)
  acknowledging.acknowledge(order, mark, 10)
  assert.deepEqual([hastened.map(last), hastened[0]?.hears, lastSent(sent), acknowledging.isInDebt], [[1], [2, 3], [1], false])
  assert.equal(hastened[0]?.mark, mark)
  acknowledging.overheard(3, { hears: [1] }, 20)
  take('b')
  acknowledging.acknowledge(order, mark, 30)
  assert.deepEqual([hastened.map(last), lastSent(sent), acknowledging.isInDebt], [[1, 2], [1], true])
})

test('what it said beside the order it says in the order when nothing new comes, once and for all of it together', () => {
  const { acknowledging, order, sent, take } = begun()
  for (const node of [2, 3]) acknowledging.overheard(node, { hears: [1] }, 0)
  acknowledging.acknowledge(order, mark, 10)
  acknowledging.tick(30)
  take('b', 'c')
  acknowledging.acknowledge(order, mark, 31)
  acknowledging.tick(50)
  assert.deepEqual(sent, [])
  acknowledging.tick(56)
  acknowledging.tick(90)
  assert.deepEqual(lastSent(sent), [3])
})

test('while new entries keep coming, it says in the order four times a second how far it is', () => {
  const { acknowledging, order, sent, take } = begun()
  for (let at = 0; at < 1000; at += 10) {
    for (const node of [2, 3]) acknowledging.overheard(node, { hears: [1] }, at)
    take(`entry ${at}`)
    acknowledging.acknowledge(order, mark, at)
    acknowledging.tick(at + 5)
  }
  assert(sent.length >= 3 && sent.length <= 4, `${sent.length} times`)
})

test('whoever has not been heard for long is taken not to hear either, and so is everyone in a new epoch', () => {
  const { acknowledging, order, sent, hastened, take } = begun()
  for (const node of [2, 3]) acknowledging.overheard(node, { hears: [1] }, 0)
  acknowledging.overheard(2, { hears: [1] }, 900)
  acknowledging.acknowledge(order, mark, 1500)
  assert.deepEqual([hastened[0]?.hears, lastSent(sent)], [[2], [1]])
  for (const node of [2, 3]) acknowledging.overheard(node, { hears: [1] }, 1600)
  acknowledging.epochEnded()
  take('b')
  acknowledging.acknowledge(order, mark, 1700)
  assert.deepEqual([hastened[1]?.hears, lastSent(sent)], [[], [1, 2]])
})

test('its own acknowledgement counts when it is said; that of an epoch that has ended is not said any more', () => {
  const { acknowledging, order, storage, sent } = begun()
  for (const node of [2, 3]) {
    acknowledging.overheard(node, { hears: [1] }, 0)
    order.acknowledged(node, { epoch: 4, last: 1, chain: storage.chainAt(1) })
  }
  assert.deepEqual(order.commit(), [])
  acknowledging.acknowledge(order, mark, 10)
  assert.deepEqual(
    order.commit().map(outcome => outcome.entry.id),
    ['a'],
  )
  acknowledging.epochEnded()
  acknowledging.tick(100)
  assert.deepEqual(sent, [])
})

test('an acknowledgement may come before what it is about, and twice, and late; of another order or epoch it counts for nothing', () => {
  const { order, storage, take } = begun()
  const chainOf = (...ids: string[]) => {
    const other = new EpochOrder(4, [1], new ModelStorage())
    other.take(ids.map(entry))
    other.append()
    return other.nextAcknowledgement()?.chain ?? 0
  }
  const say = (node: number, index: number, chain: number, epoch = 4) => order.acknowledged(node, { epoch, last: index, chain })
  assert.equal(say(2, 2, chainOf('a', 'b')), false)
  assert.equal(say(3, 2, chainOf('a', 'x')), false)
  take('b')
  say(1, 2, chainOf('a', 'b'))
  assert.deepEqual(order.commit(), [])
  assert.equal(say(3, 1, chainOf('a')), true)
  assert.deepEqual(
    order.commit().map(outcome => outcome.entry.id),
    ['a'],
  )
  assert.equal(say(3, 2, chainOf('a', 'b'), 3), false)
  assert.equal(say(3, 2, chainOf('a', 'b')), true)
  say(2, 1, chainOf('a'))
  assert.deepEqual([order.commit().map(outcome => outcome.entry.id), storage.applied], [['b'], 2])
})

test('the first one of an epoch counts when it comes back in the order, not before', () => {
  const order = new EpochOrder(4, [1, 2], new ModelStorage())
  order.acknowledged(2, { epoch: 4, last: 0, chain: 0 })
  const sent: Message[] = []
  const acknowledging = new Acknowledging(1, { send: message => sent.push(message), hasten: () => undefined })
  acknowledging.overheard(2, { hears: [1] }, 0)
  acknowledging.acknowledge(order, mark, 1)
  assert.deepEqual([lastSent(sent), order.isBegunByAll], [[0], false])
  order.acknowledged(1, { epoch: 4, last: 0, chain: 0 })
  assert.equal(order.isBegunByAll, true)
})
