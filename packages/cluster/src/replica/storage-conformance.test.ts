import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { TreeChange } from '../state/tree-change.ts'
import { atEnd } from '../testing-root.ts'
import { link } from './chain.ts'
import { encodeOperation, type Entry, type Operation } from './operation.ts'
import { ModelStorage } from './sim/model-storage.ts'
import { Random } from './sim/random.ts'
import { realOperation } from './sim/real-operations.ts'
import type { SimStorage } from './sim/sim-storage.ts'
import { SqliteNode } from './sim/sqlite-node.ts'

/** What both keep of what is applied. */
const kept = 8

const kinds: readonly [string, () => SimStorage][] = [
  ['model', () => new ModelStorage(kept, 3)],
  ['database', () => new SqliteNode(kept)],
]

const commit = (...changes: TreeChange[]): Operation => ({ kind: 'commit', changes, meta: { time: 1, node: 'n1', authid: 'root@pam' } })
const write = (path: string, text = path): TreeChange => ({ op: 'write', path, content: Buffer.from(text) })
const entryOf = (id: string, operation: Operation): Entry => ({ id, body: encodeOperation(operation) })
const writes = (...ids: string[]): Entry[] => ids.map(id => entryOf(id, commit(write(`files/${id}`))))
const idsOf = (entries: readonly Entry[] | undefined) => entries?.map(({ id }) => id)
const chainOf = (...ids: string[]) => ids.reduce(link, 0)

function each(name: string, run: (t: TestContext, make: () => SimStorage) => void): void {
  for (const [kind, make] of kinds) {
    test(`${kind}: ${name}`, t =>
      run(t, () => {
        const storage = make()
        atEnd(t, () => storage.end())
        return storage
      }))
  }
}

/** As a node does it that lacks something. */
function catchUp(from: SimStorage, to: SimStorage): { parts: number; wasSnapshot: boolean } {
  let parts = 0
  let wasSnapshot = false
  while (to.applied < from.applied) {
    const entries = from.entries(to.applied + 1)
    parts++
    if (entries) {
      to.applyCommitted(entries.slice(0, from.applied - to.applied))
      continue
    }
    wasSnapshot = true
    let part = from.snapshot(to.applied, undefined)
    to.takeSnapshot(part, true)
    while (part.next !== undefined) {
      part = from.snapshot(to.applied, part.next)
      to.takeSnapshot(part, false)
      parts++
    }
  }
  return { parts, wasSnapshot }
}

function assertSame(one: SimStorage, other: SimStorage): void {
  assert.equal(other.applied, one.applied)
  assert.equal(other.chainAt(other.applied), one.chainAt(one.applied))
  assert.equal(other.digest(), one.digest())
  if (one instanceof SqliteNode && other instanceof SqliteNode) assert.deepEqual(JSON.parse(other.content()), JSON.parse(one.content()))
}

function founded(make: () => SimStorage): SimStorage {
  const storage = make()
  storage.found(1)
  return storage
}

function run(storage: SimStorage, entries: readonly Entry[]): void {
  storage.append(entries)
  storage.commit(storage.last)
}

each('a node that joins holds nothing, the first one of a cluster holds epoch 1 and hands out no log of before', (_t, make) => {
  const joins = make()
  assert.deepEqual([joins.installed, joins.members, joins.applied, joins.last, joins.promised], [0, [], 0, 0, 0])
  assert.deepEqual([joins.lost, joins.unclean], [false, false])
  const first = founded(make)
  assert.deepEqual([first.installed, first.members, first.applied, first.last], [1, [1], 1, 1])
  assert.equal(first.entries(1), undefined)
  assert.deepEqual(first.entries(2), [])
  assert.equal(first.cluster, joins.cluster)
})

each('a promise grows only', (_t, make) => {
  const storage = founded(make)
  storage.promise(7)
  storage.promise(5)
  assert.equal(storage.promised, 7)
})

each('entries are appended, numbered, and applied up to where it is said', (_t, make) => {
  const storage = founded(make)
  storage.append(writes('a', 'b'))
  storage.append(writes('c'))
  assert.deepEqual([storage.applied, storage.last], [1, 4])
  assert.deepEqual(
    [1, 2, 3, 4].map(index => storage.chainAt(index)),
    [0, chainOf('a'), chainOf('a', 'b'), chainOf('a', 'b', 'c')],
  )
  assert.deepEqual(idsOf(storage.commit(3).map(({ entry }) => entry)), ['a', 'b'])
  assert.deepEqual([storage.applied, storage.last], [3, 4])
  assert.deepEqual(idsOf(storage.entries(2)), ['a', 'b', 'c'])
  assert.deepEqual(idsOf(storage.entries(4)), ['c'])
})

each('everything is there when the process starts again after any transaction', (_t, make) => {
  const storage = founded(make)
  const steps: (() => unknown)[] = [
    () => storage.promise(3),
    () => storage.install(3, [1, 2]),
    () => storage.append(writes('a', 'b', 'c')),
    () => storage.commit(3),
    () => storage.applyCommitted(writes('c')),
    () => storage.append(writes('d', 'e')),
    () => storage.adopt(4, [2, 3], writes('x', 'y', 'z')),
    () => storage.install(5, [1, 3]),
    () => storage.append(writes('f')),
    () => storage.commit(storage.last),
  ]
  for (const step of steps) {
    step()
    const read = () => {
      const { promised, installed, members, applied, last, keptFrom, unclean, lost } = storage
      const chains = Array.from({ length: last - applied + 1 }, (_, at) => storage.chainAt(applied + at))
      return {
        promised,
        installed,
        members,
        applied,
        last,
        keptFrom,
        unclean,
        lost,
        chains,
        digest: storage.digest(),
        log: idsOf(storage.entries(keptFrom)),
      }
    }
    const before = read()
    storage.restart()
    assert.deepEqual(read(), before)
  }
})

each('what a failing disk refuses leaves nothing behind', (_t, make) => {
  const storage = founded(make)
  storage.append(writes('a', 'b'))
  storage.gate = () => {
    throw new Error('no space left on device')
  }
  const others: (() => unknown)[] = [
    () => storage.promise(9),
    () => storage.install(9, [9]),
    () => storage.append(writes('c')),
    () => storage.commit(3),
    () => storage.applyCommitted(writes('x')),
    () => storage.adopt(9, [9], []),
  ]
  for (const step of others) assert.throws(step, /no space/)
  storage.gate = () => {}
  storage.restart()
  assert.deepEqual([storage.promised, storage.installed, storage.applied, storage.last], [1, 1, 1, 3])
})

each('committed entries of others take the place of its own with the same numbers, and the rest stays', (_t, make) => {
  const storage = founded(make)
  storage.append(writes('a', 'b', 'c'))
  storage.applyCommitted(writes('x'))
  assert.deepEqual([storage.applied, storage.last], [2, 4])
  assert.deepEqual(idsOf(storage.entries(2)), ['x', 'b', 'c'])
  assert.equal(storage.chainAt(4), chainOf('x', 'b', 'c'))
  storage.restart()
  assert.deepEqual(idsOf(storage.entries(2)), ['x', 'b', 'c'])
})

each('an adopted end of the log replaces its own, which does not come back', (_t, make) => {
  const storage = founded(make)
  storage.append(writes('a', 'b', 'c'))
  storage.adopt(4, [2], writes('x'))
  storage.restart()
  assert.deepEqual([storage.installed, storage.members, storage.last], [4, [2], 2])
  storage.install(5, [1, 2])
  storage.append(writes('y'))
  storage.restart()
  assert.deepEqual(idsOf(storage.entries(2)), ['x', 'y'])
  assert.deepEqual(idsOf(storage.commit(3).map(({ entry }) => entry)), ['x', 'y'])
})

each('an entry that comes again is made once and answered alike', (_t, make) => {
  const storage = founded(make)
  const reserve = entryOf('r', { kind: 'reserve', lower: 100, upper: 200, owner: 'me' })
  storage.append([reserve, ...writes('a'), reserve])
  const [first, , again] = storage.commit(4)
  const valueOf = (value: unknown) => (typeof value === 'object' && value !== null && 'value' in value ? value.value : value)
  assert.equal(valueOf(again?.value), valueOf(first?.value))
  assert.equal(valueOf(first?.value), 100)
})

each('a node catches up by the log, by the difference, and by a whole copy, and has the same', (_t, make) => {
  const first = founded(make)
  const second = make()
  run(first, writes('a', 'b'))
  assert.equal(catchUp(first, second).wasSnapshot, true)
  assertSame(first, second)
  run(first, writes('c', 'd', 'e'))
  assert.equal(catchUp(first, second).wasSnapshot, false)
  assertSame(first, second)
  for (let round = 0; round < 10; round++) run(first, writes(`${round}-1`, `${round}-2`, `${round}-3`))
  assert.equal(catchUp(first, second).wasSnapshot, true)
  assertSame(first, second)
  const third = make()
  catchUp(second, third)
  assertSame(first, third)
  second.restart()
  assertSame(first, second)
  assert.deepEqual(second.entries(second.applied + 1), [])
  assert.equal(second.entries(second.applied), undefined)
})

each('what is changed after a snapshot is what the snapshot brought, whatever the node knew before', (_t, make) => {
  const [first, second] = [founded(make), make()]
  const changing = (id: string, ...changes: TreeChange[]) => entryOf(id, commit(...changes))
  const step = (...entries: Entry[]) => {
    run(first, entries)
    return catchUp(first, second).wasSnapshot
  }
  step(...writes('x', 'y'))
  // By the log: it looks at each of these paths, and at one that is not there.
  assert.equal(
    step(changing('look', write('files/x', 'again'), write('files/y', 'again'), { op: 'folder', path: 'f', exclusive: true })),
    false,
  )
  run(first, [changing('gone', { op: 'remove', path: 'files/x' }, { op: 'remove', path: 'f' }, write('missing'))])
  run(first, [changing('newer', write('files/y', 'third'))])
  assert.equal(step(...writes('1', '2', '3', '4', '5', '6', '7', '8', '9', '10')), true)
  assert.equal(step(changing('written', write('files/y', 'fourth'))), false)
  assertSame(first, second)
  const anew: TreeChange[] = [write('files/x'), { op: 'folder', path: 'f', exclusive: true }, { op: 'remove', path: 'missing' }]
  assert.equal(step(...anew.map((change, at) => changing(`anew ${at}`, change))), false)
  assertSame(first, second)
})

each('what it has beyond a snapshot stays, what the snapshot has is not applied again', (_t, make) => {
  const first = founded(make)
  const second = make()
  catchUp(first, second)
  const many = writes(...Array.from({ length: 20 }, (_, at) => `w${at}`))
  run(first, many)
  second.append([...many, ...writes('more')])
  const part = first.snapshot(second.applied, undefined)
  second.takeSnapshot(part, true)
  for (let { next } = part; next !== undefined;) {
    const following = first.snapshot(1, next)
    second.takeSnapshot(following, false)
    next = following.next
  }
  assert.deepEqual([second.applied, second.last], [21, 22])
  assert.deepEqual(idsOf(second.entries(22)), ['more'])
  second.restart()
  assert.deepEqual(idsOf(second.entries(22)), ['more'])
})

each('a snapshot is of one moment, whatever is written meanwhile', (_t, make) => {
  const first = founded(make)
  for (let at = 0; at < 12; at++) run(first, [entryOf(`big${at}`, commit(write(`big/${at}`, 'x'.repeat(100_000))))])
  const then = first.digest()
  const second = make()
  let part = first.snapshot(0, undefined)
  second.takeSnapshot(part, true)
  let count = 1
  while (part.next !== undefined) {
    run(first, writes(`meanwhile${count}`))
    part = first.snapshot(0, part.next)
    second.takeSnapshot(part, false)
    count++
  }
  assert(count > 3)
  assert.deepEqual([second.applied, second.digest()], [13, then])
  catchUp(first, second)
  assertSame(first, second)
})

each('a snapshot that broke off leaves what was there, and the next one begins anew', (_t, make) => {
  const first = founded(make)
  const second = make()
  catchUp(first, second)
  for (let at = 0; at < 12; at++) run(first, [entryOf(`big${at}`, commit(write(`big/${at}`, 'x'.repeat(100_000))))])
  const before = second.digest()
  second.takeSnapshot(first.snapshot(1, undefined), true)
  second.restart()
  assert.deepEqual([second.applied, second.digest()], [1, before])
  catchUp(first, second)
  assertSame(first, second)
})

each('a source that was started again hands out a snapshot that is whole all the same', (_t, make) => {
  const first = founded(make)
  const second = make()
  for (let at = 0; at < 12; at++) run(first, [entryOf(`big${at}`, commit(write(`big/${at}`, 'x'.repeat(100_000))))])
  let part = first.snapshot(0, undefined)
  second.takeSnapshot(part, true)
  first.restart()
  run(first, writes('later'))
  while (part.next !== undefined) {
    part = first.snapshot(0, part.next)
    second.takeSnapshot(part, false)
  }
  catchUp(first, second)
  assertSame(first, second)
})

each('a loss of power is known until the node is a member again; what was synced is there', (_t, make) => {
  const storage = founded(make)
  storage.promise(4)
  storage.install(4, [1, 2])
  storage.append(writes('a'))
  storage.commit(2)
  storage.losePower(() => 0)
  assert.deepEqual([storage.unclean, storage.promised, storage.installed, storage.members], [true, 4, 4, [1, 2]])
  assert(storage.last >= 1)
  storage.promise(5)
  assert.equal(storage.unclean, true)
  storage.restart()
  assert.equal(storage.unclean, true)
  storage.install(5, [1])
  assert.equal(storage.unclean, false)
  storage.restart()
  assert.equal(storage.unclean, false)
})

each('a node that lost its disk says so until it is a member again', (_t, make) => {
  const storage = founded(make)
  run(storage, writes('a'))
  storage.loseEverything()
  assert.deepEqual([storage.lost, storage.installed, storage.applied, storage.promised], [true, 0, 0, 0])
  const other = founded(make)
  catchUp(other, storage)
  storage.adopt(1, [1], [])
  assert.equal(storage.lost, true)
  storage.restart()
  assert.equal(storage.lost, true)
  storage.install(6, [1, 2])
  assert.equal(storage.lost, false)
})

test('database: any changes whatever are the same by the log, by the difference and by a whole copy', t => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = new Random(seed)
    const make = (often: number) => {
      const storage = new SqliteNode(often)
      atEnd(t, () => storage.end())
      return storage
    }
    const first = make(6)
    first.found(1)
    const byLog = make(1000)
    const byDifference = make(6)
    const now = () => [byLog, byDifference].forEach(storage => catchUp(first, storage))
    now()
    let serial = 0
    for (let round = 0; round < 6; round++) {
      for (let count = random.below(25); count > 0; count--) {
        run(first, [{ id: `e${serial++}`, body: realOperation(random) }])
        if (serial % 3 === 0) catchUp(first, byLog)
      }
      now()
      assertSame(first, byLog)
      assertSame(first, byDifference)
    }
    const whole = make(6)
    catchUp(first, whole)
    assertSame(first, whole)
  }
})

test('database: a copy that is damaged is refused and changes nothing', t => {
  const first = new SqliteNode(kept)
  const second = new SqliteNode(kept)
  atEnd(t, () => first.end())
  atEnd(t, () => second.end())
  first.found(1)
  run(first, writes('a', 'b'))
  let part = first.snapshot(0, undefined)
  assert.throws(() => {
    second.takeSnapshot(part, true)
    while (part.next !== undefined) {
      part = first.snapshot(0, part.next)
      second.takeSnapshot({ ...part, rows: JSON.parse(JSON.stringify(part.rows).replace('files/a', 'files/A')) as unknown }, false)
    }
  }, /copy of files\/A is damaged/)
  assert.deepEqual([second.applied, second.last], [0, 0])
  catchUp(first, second)
  assertSame(first, second)
})
