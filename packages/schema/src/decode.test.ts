import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, boolean, defaultKey, described, integer, number, object, optional, propertyString, string } from './builders.ts'
import { compileDecoder, decodeParameters } from './decode.ts'

const net = propertyString({
  model: defaultKey(string({ enum: ['virtio', 'e1000'] })),
  virtio: { alias: 'macaddr', keyAlias: 'model' },
  e1000: { alias: 'macaddr', keyAlias: 'model' },
  macaddr: optional(string({ format: 'mac-addr' })),
  bridge: optional(string({ format: 'pve-bridge-id' })),
  firewall: optional(boolean()),
})

const parameters = {
  vmid: integer({ minimum: 100, maximum: 999 }),
  name: optional(string({ format: 'dns-name', maxLength: 20 })),
  start: optional(boolean()),
  ratio: optional(number({ minimum: 0 })),
  nodes: optional(string({ format: 'pve-node-list' })),
  command: optional(array(string())),
  ids: optional(array(integer())),
  delete: optional(string({ format: 'pve-configid-list' })),
  force: optional(boolean({ requires: 'delete' })),
  'net[n]': described(optional(net), { count: 2 }),
}

const ok = (raw: Record<string, unknown>): unknown => {
  const result = decodeParameters(parameters, { vmid: '100', ...raw })
  if ('errors' in result) assert.fail(JSON.stringify(result.errors))
  return result.ok
}
const errors = (raw: Record<string, unknown>): Record<string, string> => {
  const result = decodeParameters(parameters, raw)
  return 'errors' in result ? result.errors : {}
}

test('texts become numbers and booleans', () => {
  assert.deepEqual(ok({ start: 'on', ratio: '0.5' }), { vmid: 100, start: true, ratio: 0.5 })
  assert.deepEqual(ok({ start: 'No' }), { vmid: 100, start: false })
})

test('JSON values are taken as they are', () => {
  assert.deepEqual(ok({ vmid: 101, start: true, ratio: 2, ids: [1, '2'], name: 12 }), {
    vmid: 101,
    start: true,
    ratio: 2,
    ids: [1, 2],
    name: '12',
  })
  assert.deepEqual(ok({ start: 0, name: null }), { vmid: 100, start: false })
})

test('a list is accepted as repeated keys and with any separator', () => {
  assert.deepEqual(ok({ nodes: ['a', 'b'] }), { vmid: 100, nodes: 'a,b' })
  assert.deepEqual(ok({ nodes: 'a; b c' }), { vmid: 100, nodes: 'a; b c' })
  assert.deepEqual(ok({ nodes: 'a\0b' }), { vmid: 100, nodes: 'a,b' })
  assert.match(errors({ vmid: 100, nodes: 'a,b_' }).nodes ?? '', /^invalid format - value 'b_'/)
})

test('one text is a list of one', () => {
  assert.deepEqual(ok({ command: 'ls -l' }), { vmid: 100, command: ['ls -l'] })
  assert.deepEqual(ok({ command: ['ls', '-l'] }), { vmid: 100, command: ['ls', '-l'] })
})

test('a property string becomes an object', () => {
  const expected = { macaddr: 'BC:24:11:00:00:01', model: 'virtio', bridge: 'vmbr0', firewall: true }
  assert.deepEqual(ok({ net1: 'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1' }), { vmid: 100, net1: expected })
})

test('all errors come back at once', () => {
  assert.deepEqual(errors({ name: 'a b', start: '2', net0: 'foo,firewall=x', net2: 'virtio', other: '1', force: '1' }), {
    name: "invalid format - value 'a b' does not look like a valid DNS name",
    start: "type check ('boolean') failed - got '2'",
    net0:
      'invalid format - format error\n' +
      "net0.model: value 'foo' does not have a value in the enumeration 'virtio, e1000'\n" +
      "net0.firewall: type check ('boolean') failed - got 'x'",
    net2: 'property is not defined in schema and the schema does not allow additional properties',
    other: 'property is not defined in schema and the schema does not allow additional properties',
    vmid: 'property is missing and it is not optional',
    delete: "missing property - 'force' requires this property",
  })
})

test('ranges and lengths are checked', () => {
  assert.equal(errors({ vmid: '99' }).vmid, 'value must have a minimum value of 100')
  assert.equal(errors({ vmid: '1000' }).vmid, 'value must have a maximum value of 999')
  assert.equal(errors({ vmid: 100.5 }).vmid, "type check ('integer') failed - got '100.5'")
  assert.equal(errors({ vmid: 100, name: 'a'.repeat(21) }).name, 'value may only be 20 characters long')
})

test('what was accepted stands beside the errors, for files that people edit', () => {
  const result = decodeParameters(parameters, { vmid: '100', start: 'x' })
  assert.deepEqual('partial' in result && result.partial, { vmid: 100 })
})

test('no key reaches a prototype', () => {
  const raw = JSON.parse('{"vmid":100,"__proto__":{"polluted":1},"constructor":1,"net00":"virtio","net-1":"virtio"}') as Record<
    string,
    unknown
  >
  assert.deepEqual(Object.keys(errors(raw)).toSorted(), ['__proto__', 'constructor', 'net-1', 'net00'])
  const open = decodeParameters({ any: object({}, { additionalProperties: true }) }, { any: raw })
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
  assert.ok('ok' in open && Object.getPrototypeOf(open.ok.any) === Object.prototype)
})

test('a decoder is built once for a set of parameters', () => {
  assert.equal(compileDecoder(parameters), compileDecoder(parameters))
})

test('a refusal shows the pattern that a value does not match', () => {
  const result = decodeParameters({ size: string({ pattern: '(?^:\\+?\\d+[KMGT]?)' }) }, { size: '+1X' })
  assert.deepEqual('errors' in result && result.errors, { size: 'value does not match the regex pattern \\+?\\d+[KMGT]?' })
})

test('a pattern matches the whole text and lets no line break through', () => {
  const check = (text: string): boolean => 'ok' in decodeParameters({ a: string({ pattern: '(?^i:[a-z\\s]{,4})' }) }, { a: text })
  assert.deepEqual(['ab', 'A B', 'abcde', 'a\nb', 'a\n'].map(check), [true, true, false, false, false])
  const env = { a: string({ pattern: '(?^:(?:\\w+=[^\\x00-\\x08\\x10-\\x1F\\x7F]*)(?:\\0\\w+=[^\\x00-\\x08\\x10-\\x1F\\x7F]*)*)' }) }
  assert.ok('ok' in decodeParameters(env, { a: ['A=1', 'B=2'] }))
  assert.ok('errors' in decodeParameters(env, { a: 'A=1\nlxc.cap.drop=' }))
})

test('the time to decode is printed', t => {
  const raw = { vmid: '100', name: 'web', start: '1', net0: 'virtio=BC:24:11:00:00:01,bridge=vmbr0', net1: 'e1000' }
  const decode = compileDecoder(parameters)
  for (let i = 0; i < 5000; i++) decode(raw)
  const begin = performance.now()
  for (let i = 0; i < 5000; i++) decode(raw)
  t.diagnostic(`${(((performance.now() - begin) / 5000) * 1000).toFixed(1)} microseconds for five keys`)
})

test('a long text that is almost a number is refused at once', () => {
  const started = performance.now()
  const decoded = compileDecoder({ rate: number() })({ rate: `${'0'.repeat(200_000)}!` })
  assert.ok('errors' in decoded)
  assert.ok(performance.now() - started < 500)
})
