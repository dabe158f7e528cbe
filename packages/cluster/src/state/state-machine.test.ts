import assert from 'node:assert/strict'
import type { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { Refusal } from '../refusal.ts'
import { atEnd, testRoot } from '../testing-root.ts'
import { History } from './history.ts'
import { openDatabase } from './open-database.ts'
import { firstFolders, StateMachine } from './state-machine.ts'
import type { TreeChange } from './tree-change.ts'

const text = (value: string) => Buffer.from(value)
const meta = (time: number) => ({ time, node: 'pve', authid: 'root@pam' })
const write = (path: string, value = ''): TreeChange => ({ op: 'write', path, content: text(value) })

function machineFor(t: TestContext) {
  const db = openDatabase(testRoot(t))
  atEnd(t, () => db.close())
  return { db, machine: new StateMachine(db, new History(db)) }
}

/** As the writer does it: a refusal takes the whole commit back. */
function refused(
  db: DatabaseSync,
  machine: StateMachine,
  changes: readonly TreeChange[],
  why: RegExp | ((error: unknown) => boolean),
): void {
  db.exec('BEGIN')
  assert.throws(() => machine.apply(changes, meta(9)), why)
  db.exec('ROLLBACK')
}

const code = (wanted: string) => (error: unknown) => error instanceof Refusal && error.code === wanted

test('the same changes make the same tree, down to the inode numbers', t => {
  const changes: TreeChange[][] = [
    firstFolders('pve'),
    [write('nodes/pve/lxc/100.conf', 'a'), write('x/y/z', 'b')],
    [{ op: 'rename', from: 'x', to: 'w', replace: false }],
    [
      { op: 'remove', path: 'w/y/z' },
      { op: 'remove', path: 'w/y' },
    ],
  ]
  const dumps = [1, 2].map(() => {
    const { db, machine } = machineFor(t)
    const results = changes.map((list, index) => machine.apply(list, meta(index)))
    return JSON.stringify([results, db.prepare('SELECT * FROM entry ORDER BY ino').all(), db.prepare('SELECT * FROM removal').all()])
  })
  assert.equal(dumps[0], dumps[1])
})

test('names that would leave the tree or cannot be shown are refused', t => {
  const { machine } = machineFor(t)
  for (const path of [
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/../b',
    '.',
    'a\0b',
    'a\nb',
    'a\u007f',
    '\ud800',
    'ä'.repeat(128),
    'a/'.repeat(1100) + 'a',
    'local/x',
    '.vmlist',
  ]) {
    assert.throws(() => machine.apply([write(path)], meta(1)), code('bad-name'), JSON.stringify(path))
  }
  machine.apply([write('ä'.repeat(127)), write('with space & ünïcode'), write('.hidden')], meta(1))
})

test('one guest id exists once, whatever the node and the kind', t => {
  const { db, machine } = machineFor(t)
  machine.apply([write('nodes/a/qemu-server/100.conf')], meta(1))
  for (const path of ['nodes/b/qemu-server/100.conf', 'nodes/a/lxc/100.conf']) {
    refused(db, machine, [write(path)], /VM 100 already exists on node 'a'/)
    refused(db, machine, [write('tmp'), { op: 'rename', from: 'tmp', to: path, replace: true }], code('exists'))
  }
  machine.apply([{ op: 'rename', from: 'nodes/a/qemu-server/100.conf', to: 'nodes/b/qemu-server/100.conf', replace: false }], meta(3))
  machine.apply([{ op: 'rename', from: 'nodes/b/qemu-server/100.conf', to: 'nodes/b/qemu-server/100.conf~', replace: false }], meta(4))
  machine.apply([write('nodes/b/lxc/100.conf')], meta(5))
})

test('a file has at most one mebibyte, and the tree takes more than 128', t => {
  const { db, machine } = machineFor(t)
  const full = Buffer.alloc(1024 * 1024, 120)
  assert.throws(() => machine.apply([{ op: 'write', path: 'a', content: Buffer.alloc(1024 * 1024 + 1) }], meta(1)), code('too-large'))
  db.exec('BEGIN')
  for (let i = 0; i < 130; i++) machine.apply([{ op: 'write', path: `big/priv/${i}`, content: full }], meta(1))
  db.exec('COMMIT')
  assert.equal(machine.tree.counters().bytes, 130 * full.length)
  machine.apply([{ op: 'remove', path: 'big/priv/0' }], meta(2))
  assert.equal(machine.tree.counters().bytes, 129 * full.length)
})

test('folders are removed when they are empty, and a folder is not renamed into itself', t => {
  const { machine } = machineFor(t)
  machine.apply([write('a/b/c')], meta(1))
  assert.throws(() => machine.apply([{ op: 'remove', path: 'a/b' }], meta(2)), code('not-empty'))
  assert.throws(() => machine.apply([{ op: 'rename', from: 'a', to: 'a/b/d', replace: true }], meta(2)), code('bad-name'))
  assert.throws(() => machine.apply([write('a/b/c/d')], meta(2)), code('not-folder'))
  assert.throws(() => machine.apply([write('a/b')], meta(2)), code('is-folder'))
  assert.throws(() => machine.apply([{ op: 'remove', path: 'none' }], meta(2)), code('missing'))
})

test('a file that was renamed is still the one that is rewritten', t => {
  const { machine } = machineFor(t)
  machine.apply([{ ...write('a', '1'), ino: 2 ** 41 } as TreeChange], meta(1))
  machine.apply([{ op: 'rename', from: 'a', to: 'b', replace: false }], meta(2))
  assert.deepEqual(machine.apply([{ op: 'rewrite', ino: 2 ** 41, content: text('2') }], meta(3)).paths, ['b'])
  machine.apply([{ op: 'remove', path: 'b' }], meta(4))
  assert.throws(() => machine.apply([{ op: 'rewrite', ino: 2 ** 41, content: text('3') }], meta(5)), code('missing'))
})

test('history is pruned by size and by age, the oldest first', t => {
  const db = openDatabase(testRoot(t))
  atEnd(t, () => db.close())
  const history = new History(db)
  const machine = new StateMachine(db, history)
  for (let i = 1; i <= 10; i++) machine.apply([write(`f${i}`, 'x'.repeat(100))], meta(i * 1000))
  const left = () =>
    db
      .prepare('SELECT path FROM history ORDER BY id')
      .all()
      .map(row => row.path)
  assert.equal(history.prune({ maxBytes: 10_000, maxAgeMs: 60_000 }, 10_000), false)
  assert.equal(left().length, 10)
  history.prune({ maxBytes: 10_000, maxAgeMs: 6500 }, 10_000)
  assert.deepEqual(left()[0], 'f4')
  history.prune({ maxBytes: 250, maxAgeMs: 60_000 }, 10_000)
  assert.deepEqual(left(), ['f9', 'f10'])
})
