import assert from 'node:assert/strict'
import { test } from 'node:test'
import { volumeIdMap } from './volume-id-map.ts'

const range = (inside: number, outside: number, count: number) => ({ inside, outside, count })
const both = (...ranges: ReturnType<typeof range>[]) => ({ uid: ranges, gid: ranges })
const usual = both(range(0, 100_000, 65_536))
const privileged = both()

test('a volume with the ids of the container is mounted as it is, whoever of it owns the top folder', () => {
  assert.equal(volumeIdMap(usual, 100_000), undefined)
  assert.equal(volumeIdMap(usual, 100_110), undefined)
  assert.equal(volumeIdMap(privileged, 0), undefined)
  assert.equal(volumeIdMap(privileged, 110), undefined)
  assert.equal(volumeIdMap(both(range(0, 100_000, 1005), range(1005, 1005, 1)), 1005), undefined)
})

test('a volume of a privileged container is shown to an unprivileged one with its ids', () => {
  assert.deepEqual(volumeIdMap(usual, 0), usual)
  assert.deepEqual(volumeIdMap(usual, 33), usual)
})

test('a volume of an unprivileged container is shown to a privileged one with plain ids', () => {
  assert.deepEqual(volumeIdMap(privileged, 100_000), both(range(100_000, 0, 65_536)))
  assert.deepEqual(volumeIdMap(privileged, 100_033), both(range(100_000, 0, 65_536)))
})

test('a volume of a container with another map is shown with the ids of this one, range by range', () => {
  assert.deepEqual(
    volumeIdMap(both(range(0, 300_000, 1005), range(1005, 1005, 1)), 200_000),
    both(range(200_000, 300_000, 1005), range(201_005, 1005, 1)),
  )
})
