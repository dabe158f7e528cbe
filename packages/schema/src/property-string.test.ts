import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boolean, defaultKey, integer, optional, propertyString, string } from './builders.ts'
import { Failure } from './failure.ts'
import { compilePropertyString } from './property-string.ts'
import { Refusal } from './refusal.ts'

const net = compilePropertyString(
  propertyString({
    model: defaultKey(string({ enum: ['virtio', 'e1000'] })),
    virtio: { alias: 'macaddr', keyAlias: 'model' },
    e1000: { alias: 'macaddr', keyAlias: 'model' },
    macaddr: optional(string({ format: 'mac-addr' })),
    bridge: optional(string()),
    firewall: optional(boolean()),
    queues: optional(integer({ minimum: 0 })),
  }),
)
const mount = compilePropertyString(
  propertyString({
    volume: defaultKey(string()),
    mp: string(),
    backup: optional(boolean()),
    acl: optional(boolean()),
    file: { alias: 'volume' },
  }),
)

test('the default key stands first, required members next, the others by name', () => {
  assert.equal(mount.format({ acl: true, mp: '/data', backup: false, volume: 'local:1' }), 'local:1,mp=/data,acl=1,backup=0')
})

test('a key that is itself a value is written so', () => {
  assert.equal(net.format({ model: 'virtio', macaddr: 'BC:24:11:00:00:01', bridge: 'b' }), 'virtio=BC:24:11:00:00:01,bridge=b')
  assert.equal(net.format({ model: 'virtio', bridge: 'b' }), 'virtio,bridge=b')
})

test('an alias is read as what it stands for', () => {
  assert.deepEqual(mount.parse('file=local:1,mp=/x'), { volume: 'local:1', mp: '/x' })
})

test('spaces around parts and empty parts do no harm', () => {
  assert.deepEqual(mount.parse(' local:1 , mp=/x,,'), { volume: 'local:1', mp: '/x' })
})

test('duplicates, unknown keys and missing members are refused together', () => {
  const refusal = mount.parse('a,b,x=1')
  assert.ok(refusal instanceof Refusal)
  assert.deepEqual(
    refusal.members.map(([member]) => member),
    ['volume', 'x', 'mp'],
  )
})

test('a line break is refused in both directions', () => {
  assert.ok(mount.parse('local:1,mp=/x\nlock: y') instanceof Refusal)
  assert.throws(() => mount.format({ volume: 'a', mp: '/x\ny' }), Failure)
  assert.throws(() => mount.format({ volume: 'a,b=1', mp: '/x' }), Failure)
})

test('what is written reads back the same, whatever it is', () => {
  let state = 7
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  for (let round = 0; round < 500; round++) {
    const value: Record<string, unknown> = { model: random(2) ? 'virtio' : 'e1000' }
    if (random(2)) value.macaddr = `BC:24:11:00:00:${random(256).toString(16).padStart(2, '0')}`
    if (random(2)) value.bridge = `vmbr${random(100)}`
    if (random(2)) value.firewall = random(2) === 1
    if (random(2)) value.queues = random(64)
    assert.deepEqual(net.parse(net.format(value as never)), value)
  }
})

test('no text makes it throw', () => {
  for (const text of [
    '',
    ',',
    '=',
    '==',
    'a=',
    '=b',
    '__proto__=1',
    'constructor=1',
    'virtio=virtio=1',
    '\0',
    '\u{1F600}',
    'x'.repeat(10_000),
  ]) {
    assert.doesNotThrow(() => net.parse(text))
  }
})
