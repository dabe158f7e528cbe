import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netmask, readAddress } from './address.ts'

test('a gateway is outside when no network of the address holds it', () => {
  const outside = (ip: string, gateway: string) => {
    const address = readAddress(ip, gateway)
    return address.method === 'static' && address.gateway?.outside
  }
  assert.equal(outside('192.0.2.10/24', '192.0.2.1'), false)
  assert.equal(outside('192.0.2.10/32', '192.0.2.1'), true)
  assert.equal(outside('192.0.2.10/25', '192.0.2.129'), true)
  assert.equal(outside('10.0.0.1/0', '198.51.100.1'), false)
  assert.equal(outside('2001:db8::10/64', '2001:0db8:0:0::1'), false)
  assert.equal(outside('2001:db8::10/64', '2001:db8:0:1::1'), true)
  assert.equal(outside('2001:db8::10/128', 'fe80::1'), false)
  assert.equal(outside('::ffff:192.0.2.10/120', '::ffff:192.0.2.1'), false)
})

test('words and what is no address are told apart', () => {
  assert.deepEqual(readAddress(undefined, '192.0.2.1'), { method: 'none' })
  assert.deepEqual(readAddress('auto', undefined), { method: 'auto' })
  assert.throws(() => readAddress('192.0.2.1', undefined), /no address with a prefix length/)
})

test('prefix lengths become masks', () => {
  assert.deepEqual([0, 8, 20, 25, 32].map(netmask), ['0.0.0.0', '255.0.0.0', '255.255.240.0', '255.255.255.128', '255.255.255.255'])
})
