import assert from 'node:assert/strict'
import { test } from 'node:test'
import { powerOff, powerOn, regroup } from './faults.ts'
import type { Profile } from './profile.ts'
import type { Node } from './stage.ts'
import { World } from './world.ts'

/** A cluster to which nothing happens but what a test does. */
function calmWorld(seed: number, profile: Partial<Profile>): World {
  const calm = { plot: undefined, faultRate: 0, holes: 0, quorumMs: 60, kept: 12, partSize: 5 }
  const turns = Array.from({ length: profile.nodes ?? 0 }, () => 0.9)
  return new World(seed, { profile: { ...calm, turns, ...profile } })
}

/** How long it takes until one of these nodes acknowledges a write. */
function msToWrite(world: World, nodes: readonly Node[], limit = 30_000): number {
  const began = world.now
  const ids: string[] = []
  let askAt = began
  while (!ids.some(id => world.isAcknowledged(id))) {
    assert(
      world.now < began + limit,
      `nobody writes: ${world.trace
        .filter(line => !line.includes('gives up'))
        .slice(-60)
        .join('\n')}`,
    )
    if (world.now >= askAt) {
      ids.push(world.write(world.random.pick(nodes)))
      askAt = world.now + 200
    }
    world.step()
  }
  return world.now - began
}

function pass(world: World, ms: number): void {
  for (const end = world.now + ms; world.now < end;) world.step()
}

const seeds = Array.from({ length: 40 }, (_, at) => at + 1)

test('of three nodes, two write again as soon as corosync has counted out the third', () => {
  for (const seed of seeds) {
    const world = calmWorld(seed, { nodes: 3, tieRule: 'none' })
    msToWrite(world, world.nodes)
    const [gone, ...left] = world.random.shuffled(world.nodes)
    assert(gone)
    powerOff(world, gone)
    const ms = msToWrite(world, left)
    assert(ms < 6000, `seed ${seed}: ${ms} ms`)
  }
})

test('of two nodes with a quorum device, one writes again after it has settled, also when it is started anew by itself', () => {
  for (const seed of seeds) {
    const world = calmWorld(seed, { nodes: 2, tieRule: 'device' })
    msToWrite(world, world.nodes)
    pass(world, 5000)
    const [gone, left] = world.random.shuffled(world.nodes)
    assert(gone && left)
    powerOff(world, gone)
    const ms = msToWrite(world, [left])
    assert(ms < 12_000, `seed ${seed}: ${ms} ms`)
    powerOff(world, left)
    pass(world, 5000)
    powerOn(world, left)
    const again = msToWrite(world, [left])
    assert(again < 12_000, `seed ${seed}, started anew: ${again} ms`)
  }
})

test('a node that was not there when the other went on writes nothing by itself, though the quorum device votes for it', () => {
  for (const seed of seeds) {
    const world = calmWorld(seed, { nodes: 2, tieRule: 'device' })
    msToWrite(world, world.nodes)
    pass(world, 5000)
    const [gone, left] = world.random.shuffled(world.nodes)
    assert(gone && left)
    powerOff(world, gone)
    msToWrite(world, [left])
    powerOff(world, left)
    powerOn(world, gone)
    const id = world.write(gone)
    pass(world, 30_000)
    assert.equal(gone.replica?.quorum.quorate, true)
    assert.equal(gone.replica?.phase, 'blocked')
    assert(!world.isAcknowledged(id))
    powerOn(world, left)
    msToWrite(world, world.nodes)
  }
})

test('without a quorum device, halves write nothing and lose nothing, and write again together', () => {
  for (const seed of seeds) {
    const world = calmWorld(seed, { nodes: 4, tieRule: 'none' })
    msToWrite(world, world.nodes)
    regroup(world, [
      [1, 2],
      [3, 4],
    ])
    pass(world, 5000)
    const ids = world.nodes.map(node => world.write(node))
    pass(world, 20_000)
    assert(!ids.some(id => world.isAcknowledged(id)))
    regroup(world, [[1, 2, 3, 4]])
    assert(msToWrite(world, world.nodes) < 6000)
  }
})
