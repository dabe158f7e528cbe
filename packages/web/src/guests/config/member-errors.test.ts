import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberErrors } from './member-errors.ts'

test('a refused property string tells which members are wrong', () => {
  const text = 'invalid format - format error\nnet0.tag: value must have a maximum value of 4094\nnet0.mtu: no number'
  assert.deepEqual(memberErrors('net0', text), { tag: 'value must have a maximum value of 4094', mtu: 'no number' })
  assert.deepEqual(memberErrors('net0', undefined), {})
})
