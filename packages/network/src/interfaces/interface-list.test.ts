import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interfaceList, type IpInterface } from './interface-list.ts'

const link = (ifname: string, more: Partial<IpInterface> = {}): IpInterface => ({
  ifname,
  mtu: 1500,
  flags: ['UP', 'LOWER_UP'],
  operstate: 'UP',
  link_type: 'ether',
  ...more,
})

test('a bridge is listed with its address, its gateway and its physical ports, without the guests', () => {
  const rows = interfaceList(
    [
      link('lo', { link_type: 'loopback' }),
      link('eno1', { master: 'vmbr0' }),
      link('tap100i0', { master: 'vmbr0', linkinfo: { info_kind: 'tun' } }),
      link('vmbr0', {
        linkinfo: { info_kind: 'bridge', info_data: { vlan_filtering: 1 } },
        addr_info: [
          { family: 'inet', local: '192.0.2.10', prefixlen: 24, scope: 'global' },
          { family: 'inet6', local: 'fe80::1', prefixlen: 64, scope: 'link' },
        ],
      }),
    ],
    [{ dev: 'vmbr0', gateway: '192.0.2.1' }],
  )
  assert.deepEqual(
    rows.map(row => [row.iface, row.type]),
    [
      ['eno1', 'eth'],
      ['vmbr0', 'bridge'],
    ],
  )
  assert.deepEqual(rows[1], {
    iface: 'vmbr0',
    type: 'bridge',
    method: 'static',
    method6: 'manual',
    families: ['inet'],
    priority: 4,
    mtu: 1500,
    active: true,
    address: '192.0.2.10',
    netmask: '24',
    cidr: '192.0.2.10/24',
    gateway: '192.0.2.1',
    bridge_ports: 'eno1',
    bridge_vlan_aware: true,
  })
})

test('bonds name their members and VLANs their number and device', () => {
  const rows = interfaceList([
    link('bond0', { linkinfo: { info_kind: 'bond', info_data: { mode: '802.3ad' } } }),
    link('eno1', { master: 'bond0', flags: [] }),
    link('eno2', { master: 'bond0' }),
    link('bond0.7', { link: 'bond0', linkinfo: { info_kind: 'vlan', info_data: { protocol: '802.1Q', id: 7 } } }),
  ])
  const bond = rows.find(row => row.iface === 'bond0')
  assert.deepEqual([bond?.slaves, bond?.bond_mode], ['eno1 eno2', '802.3ad'])
  const vlan = rows.find(row => row.iface === 'bond0.7')
  assert.deepEqual([vlan?.type, vlan?.['vlan-id'], vlan?.['vlan-raw-device']], ['vlan', 7, 'bond0'])
  assert.equal(rows.find(row => row.iface === 'eno1')?.active, undefined)
})
