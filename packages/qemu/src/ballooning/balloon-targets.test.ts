import assert from 'node:assert/strict'
import { test } from 'node:test'
import { balloonTargets, type BalloonGuest, type HostMemory } from './balloon-targets.ts'

const gibibyte = 2 ** 30
const guest = (vmid: number, more: Partial<BalloonGuest> = {}): BalloonGuest => ({
  vmid,
  minimum: gibibyte,
  maximum: 16 * gibibyte,
  shares: 1000,
  actual: gibibyte,
  ...more,
})

/** Repeats the decision until nothing changes; guests use all they are given. */
function settled(host: HostMemory, guests: readonly BalloonGuest[]): { sizes: number[]; rounds: number } {
  let present = guests
  let { used } = host
  for (let rounds = 0; rounds < 200; rounds++) {
    const changes = balloonTargets({ ...host, used }, present)
    if (changes.size === 0) return { sizes: present.map(one => one.actual / gibibyte), rounds }
    const next = present.map(one => ({ ...one, actual: changes.get(one.vmid) ?? one.actual }))
    used += next.reduce((sum, one, at) => sum + one.actual - (present[at]?.actual ?? 0), 0)
    present = next
  }
  return { sizes: [], rounds: Infinity }
}

test('what the node can spare is shared out by weight, and stays so', () => {
  const host = { total: 32 * gibibyte, used: 16 * gibibyte, target: 80 }
  const { sizes, rounds } = settled(host, [guest(1, { shares: 3000 }), guest(2), guest(3), guest(4)])
  // 32 x 80 % - 16 = 9.6 GiB: half of it to the one with half of the shares. Within 1 % of the node nothing is done any more.
  for (const [at, size] of [5.8, 2.6, 2.6, 2.6].entries())
    assert.ok(Math.abs((sizes[at] ?? 0) - size) < 0.2, `guest ${at + 1}: ${sizes[at]}`)
  assert.ok(rounds < 20)
})

test('what one guest cannot take goes to the others', () => {
  const host = { total: 64 * gibibyte, used: 2 * gibibyte, target: 80 }
  const { sizes } = settled(host, [guest(1, { maximum: 2 * gibibyte }), guest(2)])
  assert.deepEqual(sizes, [2, 16])
})

test('a node that uses too much gets memory back, down to the minimum, in steps', () => {
  const host = { total: 32 * gibibyte, used: 31 * gibibyte, target: 80 }
  const large = guest(1, { actual: 8 * gibibyte })
  assert.deepEqual([...balloonTargets(host, [large])], [[1, 6 * gibibyte]])
  assert.deepEqual(settled({ ...host, target: 10 }, [large]).sizes, [1])
})

test('near the target, without shares, and without room nothing changes', () => {
  const host = { total: 32 * gibibyte, used: 25.5 * gibibyte, target: 80 }
  assert.equal(balloonTargets(host, [guest(1)]).size, 0)
  const busy = { ...host, used: 31 * gibibyte }
  assert.equal(
    balloonTargets(busy, [guest(1, { shares: 0, actual: 8 * gibibyte }), guest(2), guest(3, { minimum: 16 * gibibyte })]).size,
    0,
  )
})

test('a target of 0 takes everything back, one of 100 gives everything that is there', () => {
  const host = { total: 32 * gibibyte, used: 8 * gibibyte, target: 0 }
  assert.deepEqual(settled(host, [guest(1, { actual: 3 * gibibyte }), guest(2, { actual: 2 * gibibyte })]).sizes, [1, 1])
  assert.deepEqual(settled({ ...host, target: 100 }, [guest(1), guest(2, { maximum: 2 * gibibyte })]).sizes, [16, 2])
})
