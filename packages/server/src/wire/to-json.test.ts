import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toJson } from './to-json.ts'

test('booleans are 0 and 1, undefined members are left out, undefined alone is null', () => {
  assert.equal(toJson({ a: true, b: [false, undefined, null], c: undefined }), '{"a":1,"b":[0,null,null]}')
  assert.equal(toJson(undefined), 'null')
})

test('no number is in exponent form, and each is still the same number', () => {
  assert.equal(toJson(1e21), '1000000000000000000000')
  assert.equal(toJson(-1e-7), '-0.0000001')
  assert.equal(toJson(1.5e-9), '0.0000000015')
  assert.equal(toJson([Number.NaN, Infinity, 0]), '[null,null,0]')
  assert.equal(toJson(2n ** 70n), '1180591620717411303424')
  assert.equal(Number(toJson(0.1 + 0.2)), 0.1 + 0.2)
})

test('texts and names are escaped as JSON is', () => {
  const value = { 'a"b': 'x\u0000\n\ud800é', __proto__x: { constructor: [1.25] } }
  assert.deepEqual(JSON.parse(toJson(value)), JSON.parse(JSON.stringify(value)))
})
