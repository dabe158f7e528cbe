import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProgressMeter } from './progress-meter.ts'

test('progress is logged at the start, every three seconds and once at the end', () => {
  const meter = new ProgressMeter()
  const lines: string[] = []
  const total = 100 << 20
  for (let second = 0; second <= 10; second += 1) {
    const { line } = meter.update(second * 1000, second * (10 << 20), total, 'bytes', 'drive-scsi0')
    if (line !== undefined) lines.push(line)
  }
  assert.equal(meter.update(11_000, total, total, 'bytes', 'drive-scsi0').line, undefined)
  assert.deepEqual(lines, [
    'drive-scsi0: 0 B of 100.0 MiB (0.00%)',
    'drive-scsi0: 30.0 MiB of 100.0 MiB (30.00%), 10.0 MiB/s, 7s left',
    'drive-scsi0: 60.0 MiB of 100.0 MiB (60.00%), 10.0 MiB/s, 4s left',
    'drive-scsi0: 90.0 MiB of 100.0 MiB (90.00%), 10.0 MiB/s, 1s left',
    'drive-scsi0: 100.0 MiB of 100.0 MiB (100.00%), 10.0 MiB/s',
  ])
})

test('a new phase counts its rate anew', () => {
  const meter = new ProgressMeter()
  meter.update(0, 0, 100, 'percent', 'one')
  meter.update(1000, 100, 100, 'percent', 'one')
  const { progress, line } = meter.update(2000, 0, 100, 'percent', 'two')
  assert.deepEqual(progress, { phase: 'two', unit: 'percent', done: 0, total: 100, rate: 0 })
  assert.equal(line, 'two: 0.00%')
})

test('an unknown total shows what is done', () => {
  assert.equal(new ProgressMeter().update(0, 7, 0, 'items').line, '7')
})
