import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSchedules } from './run-schedules.ts'
import { onSqlite } from './storages.ts'

test('schedules on real databases, with changes of the tree, locks and reservations, diverge nowhere', () => {
  const { broken } = runSchedules(1, 150, () => onSqlite)
  assert(!broken, broken && `seed ${broken.seed}: ${broken.error}\n${broken.trace.slice(-150).join('\n')}`)
})
