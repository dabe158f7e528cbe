import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryTree } from '../../testing/memory-tree.ts'
import { sampleSettings } from '../../testing/sample-settings.ts'
import { Changes } from '../changes.ts'
import type { GuestNet } from '../setup-types.ts'
import { writeInterfaces } from './interfaces.ts'
import type { InterfacesDialect } from './interfaces-options.ts'

const path = '/etc/network/interfaces'
const lo = 'auto lo\niface lo inet loopback\n'

function written(text: string | undefined, nets: readonly GuestNet[], dialect?: InterfacesDialect): string {
  const tree = new MemoryTree()
  if (text !== undefined) tree.file(path, text)
  const root = new Changes(tree)
  writeInterfaces(root, { ...sampleSettings['static']!, nets }, dialect)
  return root.read(path) ?? ''
}

test('line ends of other systems and a missing one at the end do no harm', () => {
  const text = 'auto lo\r\niface lo inet loopback\r\n\r\nauto eth0\r\niface eth0 inet static\r\n\taddress 192.0.2.1/24\r\n\tup true'
  assert.equal(written(text, [{ name: 'eth0', ip: 'dhcp' }]), `${lo}\nauto eth0\niface eth0 inet dhcp\n\tup true\n`)
})

test('lines that go on in the next one stay together', () => {
  const text = `${lo}\nauto eth0 \\\n  eth7\niface eth0 inet dhcp\n\tup echo a \\\n\t\tb\n`
  assert.equal(written(text, [{ name: 'eth0', ip: 'dhcp' }]), `${lo}\nauto eth0\niface eth0 inet dhcp\n\tup echo a \\\n\t\tb\n`)
})

test('a card that is brought up together with others is not brought up twice', () => {
  assert.equal(
    written('auto lo eth0\niface lo inet loopback\n', [{ name: 'eth0', ip: 'dhcp' }]),
    'auto lo eth0\niface lo inet loopback\n\niface eth0 inet dhcp\n',
  )
})

test('a second address that somebody added, an alias and a VLAN stay', () => {
  const own =
    'iface eth0 inet static\n\taddress 192.0.2.77/24\n\nauto eth0:1\niface eth0:1 inet static\n\taddress 192.0.2.78/24\n\nauto eth0.5\niface eth0.5 inet manual\n'
  const text = `${lo}\nauto eth0\niface eth0 inet dhcp\n\n${own}`
  assert.equal(
    written(text, [{ name: 'eth0', ip: '192.0.2.10/24' }]),
    text.replace('inet dhcp\n', 'inet static\n\taddress 192.0.2.10/24\n'),
  )
})

test('stanzas of a card that the host manages are left alone', () => {
  const text = `${lo}\nauto eth1\niface eth1 inet static\n\taddress 192.0.2.99/24\n`
  assert.equal(written(text, [{ name: 'eth1', ip: '192.0.2.10/24', hostManaged: true }]), text)
})

test('what Proxmox VE wrote before it had marks around routes gives way', () => {
  const routes = '\tpost-up ip route add 198.51.100.1 dev eth0\n\tpost-up ip route add default via 198.51.100.1 dev eth0\n'
  const text = `${lo}\nauto eth0\niface eth0 inet static\n\taddress 192.0.2.10\n\tnetmask 255.255.255.255\n${routes}`
  const result = written(text, [{ name: 'eth0', ip: '192.0.2.10/32', gw: '198.51.100.1' }])
  assert.equal(result.match(/post-up/g)?.length, 2)
  assert.match(result, /BEGIN PVE ---\n\tpost-up/)
})

test('an MTU goes again when the config has none any more, and one of somebody else stays', () => {
  const net = { name: 'eth0', ip: '192.0.2.10/24' }
  const own = `${lo}\nauto eth0\niface eth0 inet static\n\taddress 192.0.2.10/24\n`
  assert.equal(written(written(own, [{ ...net, mtu: 1400 }]), [net]), own)
  assert.equal(written(`${own}\tmtu 9000\n`, [net]), `${own}\tmtu 9000\n`)
  assert.doesNotMatch(written(`${own}\tmtu 9000\n`, [{ ...net, mtu: 1400 }]), /9000/)
})

test('dhcpcd is called once for both families, and by the stanza itself for IPv6 alone', () => {
  const dhcpcd = { program: 'ifupdown', dhcpcdAlone: true } as const
  const both = written(lo, [{ name: 'eth0', ip: 'dhcp', ip6: 'dhcp' }], dhcpcd)
  assert.equal(both, `${lo}\nauto eth0\niface eth0 inet dhcp\n\niface eth0 inet6 manual\n`)
  const alone = written(both, [{ name: 'eth0', ip: '192.0.2.10/24', ip6: 'dhcp' }], dhcpcd)
  assert.match(
    alone,
    /inet static\n\taddress 192\.0\.2\.10\/24\n\niface eth0 inet6 manual\n# --- BEGIN PVE ---\n\tpost-up dhcpcd -6 eth0\n\tpre-down dhcpcd -6 -k eth0 \|\| true\n# --- END PVE ---\n$/,
  )
  assert.equal(written(alone, [{ name: 'eth0', ip: 'dhcp', ip6: 'dhcp' }], dhcpcd), both)
  const auto = [{ name: 'eth0', ip: 'dhcp', ip6: 'auto' }]
  assert.equal(written(lo, auto, dhcpcd), written(lo, auto))
})
