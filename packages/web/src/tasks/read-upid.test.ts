import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readUpid } from './read-upid.ts'

test('a task id tells what is done to what', () => {
  assert.deepEqual(readUpid('UPID:pve:0000575E:00000022:6B0BE000:qmstart:100:root@pam:'), { type: 'qmstart', id: '100' })
  assert.deepEqual(readUpid('UPID:pve:0000575E:00000022:6B0BE000:vncshell::root@pam:'), { type: 'vncshell', id: '' })
  assert.equal(readUpid('successful auth for user root@pam'), undefined)
})
