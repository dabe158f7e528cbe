import assert from 'node:assert/strict'
import { test } from 'node:test'
import { driveLimits, limitConflict, setLimits } from './drive-limits.ts'

test('a burst that is not above its limit is left out, and said', () => {
  const told: string[] = []
  const limits = driveLimits({ file: 'x', mbps_max: 10, iops_rd: 100, iops_rd_max: 50, iops_wr: 100, iops_wr_max: 200 }, text =>
    told.push(text),
  )
  assert.deepEqual(setLimits(limits), { 'iops-read': 100, 'iops-write': 100, 'iops-write-max': 200, 'iops-write-max-length': 1 })
  assert.deepEqual(told, ['mbps_max is not above mbps and has no effect', 'iops_rd_max is not above iops_rd and has no effect'])
})

test('limits of both directions together and of one of them exclude each other', () => {
  assert.match(limitConflict(driveLimits({ file: 'x', mbps: 1, mbps_wr: 2 })) ?? '', /^mbps limits reading and writing together/)
  assert.match(limitConflict(driveLimits({ file: 'x', iops: 1, iops_rd: 2 })) ?? '', /^iops/)
  assert.equal(limitConflict(driveLimits({ file: 'x', mbps: 1, iops_rd: 2, iops_wr: 2 })), undefined)
})
