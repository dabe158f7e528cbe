import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSchedules } from './run-schedules.ts'
import { onSqlite } from './storages.ts'
import type { WorldOptions } from './world.ts'

function allIsWell(count: number, options: WorldOptions): void {
  const { broken } = runSchedules(Number(process.env.FIRST ?? 1), Number(process.env.SEEDS ?? count), () => options)
  assert(!broken, broken && `seed ${broken.seed}: ${broken.error}\n${broken.trace.slice(-150).join('\n')}`)
}

test('schedules of crashes, partitions, lost disks and joins lose nothing, give no id twice and diverge nowhere', () => {
  allIsWell(2800, {})
})

test('nor do they on real databases, with changes of the tree, locks and reservations', () => {
  allIsWell(200, onSqlite)
})
