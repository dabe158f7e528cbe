import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ApiFailure } from '../../api/api-failure.ts'
import { Store } from '../../store.ts'
import { Line, type Ending, type Presence } from './line.ts'
import { waitMs } from './waits.ts'

/** A line whose other end the test plays. */
function setUp(t: TestContext, presence: Presence = 'there') {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const guest = new Store<Presence>(presence)
  const tries: { settle: PromiseWithResolvers<void>; ended: PromiseWithResolvers<Ending>; closed: boolean }[] = []
  const line = new Line(
    async () => {
      const one = { settle: Promise.withResolvers<void>(), ended: Promise.withResolvers<Ending>(), closed: false }
      tries.push(one)
      await one.settle.promise
      return { close: () => void (one.closed = true), ended: one.ended.promise }
    },
    { presence: guest.get, subscribe: guest.subscribe },
  )
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  return { line, guest, tries, settled, kind: () => line.state.get().kind, tick: (ms: number) => t.mock.timers.tick(ms) }
}

test('waits grow to half a minute and no further', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 99].map(tries => waitMs(tries, 0.5)),
    [300, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000],
  )
  assert.ok(waitMs(3, 0) < waitMs(3, 1))
})

test('what breaks is opened again by itself', async t => {
  const { tries, settled, kind, tick } = setUp(t)
  assert.equal(kind(), 'connecting')
  tries[0]?.settle.resolve()
  await settled()
  assert.equal(kind(), 'open')
  tries[0]?.ended.resolve({ finished: false })
  await settled()
  assert.equal(kind(), 'lost')
  tick(400)
  assert.equal(tries.length, 2)
  tries[1]?.settle.reject(new ApiFailure('the server does not answer', { status: 0, call: 'POST /x' }))
  await settled()
  tick(700)
  assert.equal(tries.length, 2, 'the second wait is longer')
  tick(600)
  tries[2]?.settle.resolve()
  await settled()
  assert.equal(kind(), 'open')
})

test('what is refused is not tried again, but when somebody asks', async t => {
  const { line, tries, settled, kind, tick } = setUp(t)
  tries[0]?.settle.reject(new ApiFailure('Permission check failed', { status: 403, call: 'POST /x' }))
  await settled()
  assert.equal(kind(), 'refused')
  tick(100_000)
  assert.equal(tries.length, 1)
  line.retry()
  assert.equal(tries.length, 2)
})

test('a guest that is off is waited for', async t => {
  const { guest, tries, settled, kind } = setUp(t, 'off')
  assert.equal(kind(), 'off')
  assert.equal(tries.length, 0)
  guest.set('there')
  tries[0]?.settle.resolve()
  await settled()
  assert.equal(kind(), 'open')
  guest.set('off')
  assert.equal(kind(), 'open', 'its last words may still come')
  tries[0]?.ended.resolve({ finished: true })
  await settled()
  assert.equal(kind(), 'off')
  guest.set('gone')
  assert.equal(kind(), 'gone')
})

test('nothing is tried before the list of guests has come', t => {
  const { guest, tries, kind } = setUp(t, 'unknown')
  assert.deepEqual([kind(), tries.length], ['connecting', 0])
  guest.set('there')
  assert.equal(tries.length, 1)
})

test('a shell that was left stays left until it is wanted again', async t => {
  const { line, tries, settled, kind, tick } = setUp(t)
  tries[0]?.settle.resolve()
  await settled()
  tries[0]?.ended.resolve({ finished: true })
  await settled()
  assert.equal(kind(), 'finished')
  tick(100_000)
  assert.equal(tries.length, 1)
  line.retry()
  assert.equal(tries.length, 2)
})

test('a closed line closes what it has, and what still comes', async t => {
  const first = setUp(t)
  first.tries[0]?.settle.resolve()
  await first.settled()
  first.line.close()
  assert.equal(first.tries[0]?.closed, true)
  t.mock.timers.reset()
  const second = setUp(t)
  second.line.close()
  second.tries[0]?.settle.resolve()
  await second.settled()
  assert.equal(second.tries[0]?.closed, true)
  assert.notEqual(second.kind(), 'open')
})
