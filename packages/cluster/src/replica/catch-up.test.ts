import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CatchUp } from './catch-up.ts'
import type { Message } from './message.ts'
import { encodeOperation, type Entry } from './operation.ts'
import { ModelStorage } from './sim/model-storage.ts'

type Pull = Extract<Message, { type: 'pull' }>
type Part = Extract<Message, { type: 'part' }>

const source = 2
const epoch = 7

const entriesOf = (...ids: string[]): Entry[] =>
  ids.map(id => ({ id, body: encodeOperation({ kind: 'commit', changes: [], meta: { time: 0, node: '', authid: '' } }) }))

/** A node that has applied one entry of its own, and what it asks for. */
function start(worthless = false) {
  const storage = new ModelStorage()
  storage.found(1)
  storage.applyCommitted(entriesOf('a'))
  const pulls: Pull[] = []
  const send = (message: Message) => void (message.type === 'pull' && pulls.push(message))
  const catchUp = new CatchUp({ epoch, source, storage, worthless, send, now: 0 })
  const part = (change: Partial<Part>): Part => ({ type: 'part', epoch, to: 1, from: 0, entries: [], applied: 0, last: 0, ...change })
  return { storage, pulls, catchUp, part }
}

test('what is committed is applied as it comes, the rest is kept until all is there', () => {
  const { storage, pulls, catchUp, part } = start()
  const first = catchUp.take(source, part({ from: 3, entries: entriesOf('b', 'c'), applied: 3, last: 5 }), 0)
  assert.deepEqual([first.outcomes.length, first.complete, storage.applied], [1, false, 3])
  assert.deepEqual([pulls.at(-1)?.from, pulls.at(-1)?.since], [5, 3])
  const second = catchUp.take(source, part({ from: 5, entries: entriesOf('d'), applied: 3, last: 5 }), 0)
  assert.deepEqual([second.complete, second.tail.map(({ id }) => id)], [true, ['c', 'd']])
})

test('what it holds in memory only is no ground for a snapshot to build on, and is dropped when one comes', () => {
  const { storage, pulls, catchUp, part } = start()
  catchUp.take(source, part({ from: 3, entries: entriesOf('b', 'c'), applied: 2, last: 9 }), 0)
  assert.deepEqual([pulls.at(-1)?.from, pulls.at(-1)?.since], [5, 2])
  const other = new ModelStorage()
  other.found(1)
  other.applyCommitted(entriesOf('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'))
  const snapshot = other.snapshot(2, undefined)
  assert(snapshot.next !== undefined)
  catchUp.take(source, part({ from: 5, snapshot, applied: 9, last: 9 }), 0)
  assert.equal(pulls.at(-1)?.cursor, snapshot.next)
  const rest = other.snapshot(2, snapshot.next)
  catchUp.take(source, part({ from: 3, cursor: snapshot.next, snapshot: rest, applied: 9, last: 9 }), 0)
  assert.equal(storage.digest(), other.digest())
  assert.equal(pulls.at(-1)?.from, 10)
})

test('a node whose state is worthless takes no entries on top of it', () => {
  const { pulls } = start(true)
  assert.deepEqual([pulls[0]?.from, pulls[0]?.since], [0, 0])
})

test('answers of others, of another epoch, and to what was not asked are passed over; no answer is asked for again', () => {
  const { storage, pulls, catchUp, part } = start()
  const entries = entriesOf('b')
  catchUp.take(3, part({ from: 3, entries, applied: 3, last: 3 }), 0)
  catchUp.take(source, part({ from: 3, epoch: 6, entries, applied: 3, last: 3 }), 0)
  catchUp.take(source, part({ from: 2, entries, applied: 3, last: 3 }), 0)
  assert.equal(storage.applied, 2)
  catchUp.tick(1000)
  assert.equal(pulls.length, 1)
  catchUp.tick(2500)
  assert.equal(pulls.length, 2)
})
