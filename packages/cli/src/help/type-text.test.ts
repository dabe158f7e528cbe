import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'
import { shortenSeries, typeText } from './type-text.ts'

test('series of names are shown by their ends, others as they are', () => {
  assert.deepEqual(shortenSeries(['ide0', 'ide1', 'ide2', 'none', 'x1', 'x5']), ['ide0..2', 'none', 'x1', 'x5'])
})

test('numbers show their bounds and choices their words', () => {
  assert.equal(typeText(integer({ minimum: 100 })), '<integer> (100 - N)')
  assert.equal(typeText(string({ enum: ['a', 'b'] })), '<a | b>')
  assert.equal(typeText(boolean()), '<boolean>')
})

test('a property string begins with what must be given', () => {
  const net = propertyString({
    bridge: optional(string()),
    model: defaultKey(string({ enum: ['virtio', 'e1000'] })),
    firewall: optional(boolean()),
    macaddr: { alias: 'model' },
  })
  assert.equal(typeText(net), '[model=]<virtio|e1000> [,bridge=<string>] [,firewall=<1|0>]')
})
