import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guestInterfaces } from './guest-addresses.ts'

const ip = (...addresses: readonly string[]) => addresses.map(address => ({ 'ip-address': address, prefix: 24 }))

test('the agent of a VM and the list of a container tell the same', () => {
  const list = [
    { name: 'lo', 'hardware-address': '00:00:00:00:00:00', 'ip-addresses': ip('127.0.0.1', '::1') },
    { name: 'eth0', 'hardware-address': 'bc:24:11:00:31:01', 'ip-addresses': ip('fe80::1', '10.0.0.5') },
    { name: 'eth1', 'hardware-address': 'bc:24:11:00:31:02', 'ip-addresses': [] },
  ]
  const wanted = [{ name: 'eth0', mac: 'bc:24:11:00:31:01', addresses: ['10.0.0.5', 'fe80::1'] }]
  assert.deepEqual(guestInterfaces(list), wanted)
  assert.deepEqual(guestInterfaces({ result: list }), wanted)
})

test('an answer of another form has no addresses', () => {
  for (const answer of [undefined, null, {}, { result: 'x' }, []]) assert.deepEqual(guestInterfaces(answer), [])
})
