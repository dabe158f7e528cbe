import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Round } from './round.ts'
import { report } from './testing-reports.ts'

const hello = (round: number, nonce: string, promised = 3, lowered = false) => ({ type: 'hello', round, nonce, promised, lowered }) as const
const ready = (epoch: number, nonces: Record<number, string>) => ({ type: 'ready', epoch, nonces, report: report() }) as const

/** Of node 1 among three, with all hellos there. */
function closedRound() {
  const round = new Round(1, [1, 2, 3], 0)
  round.begin(4, 'a')
  round.hello(1, hello(4, 'a', 6))
  round.hello(2, hello(4, 'b', 9))
  round.hello(3, hello(4, 'c'))
  return { round, nonces: round.close() }
}

test('it closes when everyone has said hello; the epoch is higher than any promise', () => {
  const round = new Round(1, [1, 2, 3], 0)
  round.begin(4, 'a')
  round.hello(1, hello(4, 'a'))
  assert.deepEqual(round.missingHellos, [2, 3])
  const { round: closed, nonces } = closedRound()
  assert.deepEqual([closed.missingHellos, nonces, closed.epoch], [[], { 1: 'a', 2: 'b', 3: 'c' }, 10])
})

test('where a person gave up the others, the epoch is above all that they begin by themselves', () => {
  const epochOf = (promised: number, lowered: boolean) => {
    const round = new Round(1, [1], 0)
    round.begin(4, 'a')
    round.hello(1, hello(4, 'a', promised, lowered))
    round.close()
    return round.epoch
  }
  const first = epochOf(3, true)
  assert(first > epochOf(1_000_000_000, false))
  assert.equal(epochOf(first, false), first + 1)
  assert(epochOf(first + 1, true) > first + 1_000_000_000)
})

test('hellos of an older round, and an own one from before, do not count', () => {
  const round = new Round(1, [1, 2], 0)
  round.begin(4, 'new')
  round.hello(1, hello(4, 'old'))
  round.hello(2, hello(3, 'b'))
  assert.deepEqual(round.missingHellos, [1, 2])
})

test('a report counts when it repeats all numbers of this round', () => {
  const { round, nonces } = closedRound()
  round.ready(1, ready(10, nonces))
  round.ready(2, ready(10, { ...nonces, 3: 'x' }))
  round.ready(2, ready(10, { 1: 'a', 2: 'b' }))
  round.ready(3, ready(9, nonces))
  assert.deepEqual(round.missingReports, [2, 3])
  round.ready(2, ready(10, nonces))
  round.ready(3, ready(10, nonces))
  assert.deepEqual(round.missingReports, [])
})

test('who is gone on without is no participant until it says hello again, which is told to whoever asks', () => {
  const round = new Round(1, [1, 2, 3], 0)
  round.excluded.add(3)
  round.begin(4, 'a')
  assert.deepEqual(round.participants, [1, 2])
  assert.equal(round.hello(2, hello(4, 'b')), false)
  assert.equal(round.hello(3, hello(4, 'c')), true)
  assert.deepEqual(round.participants, [1, 2, 3])
})

test('to go on without somebody can be asked for by the latest hello only', () => {
  const round = new Round(1, [1, 2], 0)
  round.begin(4, 'a')
  round.hello(2, hello(4, 'b'))
  assert(round.isLatest(2, 'b'))
  round.hello(2, hello(5, 'c'))
  assert(!round.isLatest(2, 'b'))
})
