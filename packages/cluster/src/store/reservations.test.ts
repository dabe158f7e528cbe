import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Operation } from '../replica/operation.ts'
import type { Applied } from '../state/operations.ts'
import { Reservations } from './reservations.ts'
import type { Sequencer } from './sequencer.ts'

/** An order that is made by the test. */
function bench(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const clock = { ms: 0 }
  const asked: Operation[] = []
  const stored = new Map<number, number>()
  let looks = 0
  let apply: (applied: Applied) => void = () => undefined
  const reservations = {
    all() {
      looks++
      return [...stored].map(([vmid, serial]) => ({ vmid, serial }))
    },
  }
  const sequencer = {
    operations: { reservations },
    submit: (operation: Operation) => (asked.push(operation), Promise.reject(new Error('no quorum'))),
    onApplied: (listener: typeof apply) => (apply = listener),
  } as unknown as Sequencer
  const ids = new Reservations(
    sequencer,
    () => true,
    () => clock.ms,
  )
  const reserve = (vmid: number, revision: number) =>
    apply({ operation: { kind: 'reserve', lower: 100, upper: 200, owner: '' }, value: vmid, revision, paths: [] })
  const end = (vmid: number, serial: number) => apply({ operation: { kind: 'unreserve', vmid, serial }, revision: 0, paths: [] })
  const pass = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      clock.ms += 1000
      t.mock.timers.tick(1000)
    }
  }
  return { ids, asked, reserve, end, pass, stored, looks: () => looks }
}

test('an id is given up after a minute, again and again until that is done', t => {
  const b = bench(t)
  b.reserve(100, 7)
  b.pass(59)
  assert.deepEqual(b.asked, [])
  b.pass(2)
  assert.deepEqual(b.asked, [{ kind: 'unreserve', vmid: 100, serial: 7 }])
  b.pass(6)
  assert.equal(b.asked.length, 2)
  b.end(100, 7)
  b.pass(60)
  assert.equal(b.asked.length, 2)
})

test('who asks again for an id has it for a minute from then on', t => {
  const b = bench(t)
  b.reserve(100, 7)
  b.pass(40)
  b.reserve(100, 9)
  b.end(100, 7)
  b.pass(40)
  assert.deepEqual(b.asked, [])
  b.pass(21)
  assert.deepEqual(b.asked, [{ kind: 'unreserve', vmid: 100, serial: 9 }])
})

test('a thousand ids whose time is over at once are given up some at a time, and are not looked for in the database each', t => {
  const b = bench(t)
  for (let vmid = 100; vmid < 1100; vmid++) b.reserve(vmid, vmid)
  b.pass(60)
  const first = b.asked.length
  assert(first > 0 && first < 1000, `${first}`)
  b.pass(4)
  assert.equal(new Set(b.asked.map(operation => operation.kind === 'unreserve' && operation.vmid)).size, 1000)
  assert.equal(b.looks(), 1)
})

test('a state that came from another node brings its reservations', t => {
  const b = bench(t)
  b.reserve(100, 7)
  b.stored.set(101, 8)
  b.ids.reload()
  b.pass(61)
  assert.deepEqual(b.asked, [{ kind: 'unreserve', vmid: 101, serial: 8 }])
})
