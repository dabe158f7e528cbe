import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSchedules } from './run-schedules.ts'

test('schedules of crashes, partitions, lost disks and joins lose nothing, give no id twice and diverge nowhere', () => {
  const { broken } = runSchedules(1, 2200)
  assert(!broken, broken && `seed ${broken.seed}: ${broken.error}\n${broken.trace.slice(-150).join('\n')}`)
})
