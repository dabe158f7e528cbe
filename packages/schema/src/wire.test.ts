import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeWire } from './wire.ts'

test('booleans are 1 and 0, undefined members are dropped, at any depth', () => {
  assert.deepEqual(encodeWire({ a: true, b: undefined, c: [false, { d: true, e: null }] }), { a: 1, c: [0, { d: 1, e: null }] })
})

test('no number is written with an exponent', () => {
  assert.equal(JSON.stringify(encodeWire([1e-7, 1e21, 0.1, -1e-9, Number.NaN, 12n])), '[0,"1000000000000000000000",0.1,0,null,12]')
})

test('a function is a bug that is told', () => {
  assert.throws(() => encodeWire({ f: () => 1 }), TypeError)
})
