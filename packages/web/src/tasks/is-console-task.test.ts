import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isConsoleTask } from './is-console-task.ts'

test('consoles are told apart from work, unless they failed', () => {
  assert.equal(isConsoleTask({ type: 'vncproxy', status: 'OK' }), true)
  assert.equal(isConsoleTask({ type: 'vncshell', status: undefined }), true)
  assert.equal(isConsoleTask({ type: 'vncproxy', status: 'no display' }), false)
  assert.equal(isConsoleTask({ type: 'qmstart', status: 'OK' }), false)
})
