import { integer, optional, string } from '@quorate/schema'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOn, typedNumber } from './field-value.ts'
import { findRefusal } from './find-refusal.ts'

const cores = optional(integer({ minimum: 1, maximum: 128 }))

test('numbers are checked against their range before they are sent', () => {
  assert.equal(findRefusal(cores, 4), undefined)
  assert.deepEqual(findRefusal(cores, 0), { why: 'minimum', limit: 1 })
  assert.deepEqual(findRefusal(cores, 129), { why: 'maximum', limit: 128 })
  assert.deepEqual(findRefusal(cores, '1.5'), { why: 'whole' })
  assert.deepEqual(findRefusal(cores, 'four'), { why: 'number' })
})

test('nothing is refused only where something must stand', () => {
  assert.equal(findRefusal(cores, undefined), undefined)
  assert.deepEqual(findRefusal(string(), ''), { why: 'missing' })
})

test('texts are checked by the format that the server knows', () => {
  const mac = optional(string({ format: 'mac-addr' }))
  assert.equal(findRefusal(mac, 'BC:24:11:00:00:01'), undefined)
  assert.equal(findRefusal(mac, 'BC:24')?.why, 'said')
  assert.deepEqual(findRefusal(string({ pattern: '\\d+' }), 'x'), { why: 'form' })
})

test('what another value must accompany is refused by the form, not by the field', () => {
  assert.equal(findRefusal(optional(string({ requires: 'ip' })), '10.0.0.1'), undefined)
})

test('a half-typed number stays as it is typed', () => {
  assert.equal(typedNumber('12'), 12)
  assert.equal(typedNumber('1.'), '1.')
  assert.equal(typedNumber(''), undefined)
})

test('on and off are known in every spelling of the API', () => {
  assert.deepEqual([1, '1', true, 0, '0', undefined].map(isOn), [true, true, true, false, false, undefined])
})
