import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedSettings } from './changed-settings.ts'

test('settings that came, went or are others are named once', () => {
  const before = '#notes\nmemory: 1\nname: a\nscsi0: x\n'
  assert.deepEqual(changedSettings(before, '#other\n#notes\nmemory: 2\nname: a\nnet0: y\n'), ['description', 'memory', 'net0', 'scsi0'])
  assert.deepEqual(changedSettings(before, before), [])
  assert.deepEqual(changedSettings('lxc.cap.drop: a\n', 'lxc.cap.drop: a\nlxc.cap.drop: b\n'), ['lxc.cap.drop'])
})

test('what changes in a section is told by its name', () => {
  const snapshot = 'memory: 1\n\n[one]\nmemory: 1\n'
  assert.deepEqual(changedSettings('memory: 1\n', snapshot), ['[one]'])
  assert.deepEqual(changedSettings(snapshot, 'memory: 1\n\n[PENDING]\nmemory: 2\n\n[one]\nmemory: 1\n'), ['[PENDING]'])
})
