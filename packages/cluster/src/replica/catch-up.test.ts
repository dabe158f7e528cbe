import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atEnd } from '../testing-root.ts'
import { CatchUp } from './catch-up.ts'
import type { Message } from './message.ts'
import { encodeOperation, type Entry } from './operation.ts'
import { ModelStorage } from './sim/model-storage.ts'
import { SqliteNode } from './sim/sqlite-node.ts'

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

test('a node that went another way, longer ago than the log of the others reaches, asks for the whole tree', t => {
  const [there, storage] = [new SqliteNode(8), new SqliteNode(8)]
  atEnd(t, () => there.end())
  atEnd(t, () => storage.end())
  const write = (id: string): Entry => {
    const changes = [{ op: 'write', path: `files/${id}`, content: Buffer.from(id) }] as const
    return { id, body: encodeOperation({ kind: 'commit', changes, meta: { time: 0, node: '', authid: '' } }) }
  }
  there.found(1)
  let whole = there.snapshot(0, undefined)
  storage.takeSnapshot(whole, true)
  while (whole.next !== undefined) storage.takeSnapshot((whole = there.snapshot(0, whole.next)), false)
  storage.applyCommitted([write('given-up')])
  for (let at = 0; at < 30; at++) there.applyCommitted([write(`w${at}`)])
  const pulls: Pull[] = []
  const send = (message: Message) => void (message.type === 'pull' && pulls.push(message))
  const catchUp = new CatchUp({ epoch, source, storage, worthless: false, send, now: 0 })
  for (let asked = 0; storage.applied < there.applied && asked < 100; asked++) {
    const { from, since, cursor } = pulls.at(-1) as Pull
    const snapshot = there.snapshot(since, cursor)
    const { applied, last } = there
    const part: Part = {
      type: 'part',
      epoch,
      to: 1,
      from,
      entries: [],
      applied,
      last,
      snapshot,
      ...(cursor === undefined ? {} : { cursor }),
    }
    catchUp.take(source, part, 0)
  }
  assert.deepEqual([storage.applied, storage.digest()], [there.applied, there.digest()])
})
