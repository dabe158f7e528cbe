import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readInterfaces } from './interfaces-inside.ts'

test('interfaces are shown with all addresses, and with the first of each family', () => {
  const text = JSON.stringify([
    { ifname: 'lo', address: '00:00:00:00:00:00', addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8 }] },
    {
      ifname: 'eth0',
      address: 'bc:24:11:00:00:01',
      addr_info: [
        { family: 'inet', local: '192.0.2.10', prefixlen: 24 },
        { family: 'inet', local: '192.0.2.11', prefixlen: 24 },
        { family: 'inet6', local: 'fe80::1', prefixlen: 64 },
      ],
    },
    { ifname: 'eth1', address: 'bc:24:11:00:00:02' },
    {},
  ])
  const [lo, eth0, eth1, ...others] = readInterfaces(text)
  assert.deepEqual(lo?.inet, '127.0.0.1/8')
  assert.deepEqual(eth0, {
    name: 'eth0',
    hwaddr: 'bc:24:11:00:00:01',
    'hardware-address': 'bc:24:11:00:00:01',
    inet: '192.0.2.10/24',
    inet6: 'fe80::1/64',
    'ip-addresses': [
      { 'ip-address': '192.0.2.10', 'ip-address-type': 'inet', prefix: 24 },
      { 'ip-address': '192.0.2.11', 'ip-address-type': 'inet', prefix: 24 },
      { 'ip-address': 'fe80::1', 'ip-address-type': 'inet6', prefix: 64 },
    ],
  })
  assert.deepEqual([eth1?.['ip-addresses'], others], [[], []])
  assert.deepEqual(readInterfaces(''), [])
})
