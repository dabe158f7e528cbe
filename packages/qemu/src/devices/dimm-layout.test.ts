import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dimmLayout, UnevenMemory } from './dimm-layout.ts'

const sizes = (mebibytes: number, first?: number) => dimmLayout(mebibytes, first).map(dimm => dimm.mebibytes)

test('modules double in size after every 32', () => {
  assert.deepEqual(sizes(0), [])
  assert.deepEqual(sizes(1536), [512, 512, 512])
  assert.deepEqual(sizes(32 * 512 + 1024).slice(-2), [512, 1024])
  assert.deepEqual(sizes(2048, 1024), [1024, 1024])
  assert.deepEqual(
    dimmLayout(1024).map(dimm => dimm.id),
    ['dimm0', 'dimm1'],
  )
})

test('a larger size begins with the modules of a smaller one', () => {
  const large = sizes(200 * 1024)
  assert.deepEqual(large.slice(0, sizes(20 * 1024).length), sizes(20 * 1024))
})

test('a size in between is refused with those around it', () => {
  const around = (mebibytes: number) => {
    try {
      dimmLayout(mebibytes)
    } catch (error) {
      if (error instanceof UnevenMemory) return [error.below, error.above]
    }
    return []
  }
  assert.deepEqual(around(600), [512, 1024])
  assert.deepEqual(around(32 * 512 + 512), [16_384, 17_408])
})
