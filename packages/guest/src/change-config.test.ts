import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLock } from './change-config.ts'
import { parseGuestConfig } from './config/guest-config.ts'

test('a lock refuses all but its own work; a line that names none is no lock', () => {
  assert.throws(() => checkLock('VM', parseGuestConfig('lock: backup\n')), /^.*VM is locked \(backup\)$/)
  checkLock('VM', parseGuestConfig('lock: backup\n'), 'backup')
  for (const text of ['lock:\n', 'lock: \n', '']) checkLock('VM', parseGuestConfig(text))
})
