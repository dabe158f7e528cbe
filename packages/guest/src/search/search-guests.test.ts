import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { GuestIndex } from '../guest-index.ts'
import { searchGuests } from './search-guests.ts'

const author = { authid: 'root@pam' }
const files = {
  'nodes/pve/qemu-server/100.conf': [
    '#Owner%3A Zoë, second line below',
    '#net7: bridge=vmbr9',
    'cipassword: $5$hidden$word',
    'ide2: local:iso/debian-12.iso,media=cdrom,size=600M',
    'ide3: local:100/vm-100-cloudinit.qcow2,media=cdrom',
    'ipconfig0: ip=10.0.0.5/24,gw=10.0.0.1,ip6=fd00:0:0::5/64',
    'name: Web-Front',
    'net0: virtio=BC:24:11:AA:BB:CC,bridge=vmbr0,tag=100',
    'net1: e1000,macaddr=BC:24:11:00:00:01,bridge=vmbr1,trunks=10;20-30',
    'ostype: win11',
    'scsi0: ssd-pool:100/vm-100-disk-0.qcow2,size=8G',
    'scsi1: local:100/vm-100-data.qcow2,size=8G',
    '',
    '[old]',
    'name: earlier',
    'net0: virtio=BC:24:11:AA:BB:CC,bridge=vmbr7',
    '',
  ].join('\n'),
  'nodes/pve2/lxc/101.conf': [
    'hostname: db',
    'mp0: ssd-pool:101/vm-101-disk-1.raw,mp=/data,size=1G',
    'net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:DD:EE:FF,ip=10.0.0.50/24,tag=10,type=veth',
    'ostype: debian',
    'rootfs: local:101/vm-101-disk-0.raw,size=4G',
    '',
  ].join('\n'),
  'nodes/pve/qemu-server/102.conf':
    'name: plain\nscsi0: none,media=cdrom\nnet0: virtio=02:00:00:00:00:01,bridge=vmbr00\nthis is broken ssd-pool\n',
}
const find = (query: string, index = new GuestIndex(new MemoryStore(files))) => searchGuests(index, query, () => true)

test('guests are found by what their config says of cards, addresses, disks, system and notes', () => {
  const cases: Readonly<Record<string, number[]>> = {
    'mac:BC:24:11:AA': [100],
    'mac:bc2411': [100, 101],
    'mac:bc-24-11-dd-ee-ff': [101],
    'mac:BC:24:11:00:00:01': [100],
    'ip:10.0.0.5': [100],
    'ip:10.0.0.50': [101],
    'ip:10.0.0.': [100, 101],
    'ip:10.0.0.1': [],
    'ip:fd00::5': [100],
    'ip:FD00:0:0:0:0:0:0:5': [100],
    'ip:dhcp': [],
    'ip:nonsense': [],
    'disk:ssd-pool': [100, 101],
    'disk:ssd': [],
    'disk:vm-100-data': [100],
    'disk:debian': [],
    'iso:debian-12': [100],
    'iso:vm-100-disk': [],
    'bridge:vmbr0': [100, 101],
    'bridge:vmbr7': [],
    'bridge:vmbr9': [],
    'vlan:100': [100],
    'vlan:10': [100, 101],
    'vlan:25': [100],
    'vlan:31': [],
    'vlan:x': [],
    'os:win11': [100],
    'os:win': [100],
    'os:in11': [],
    'notes:owner': [100],
    'notes:zoë': [100],
    'notes:"second line"': [100],
    '"notes:second line"': [100],
    'notes:web-front': [],
  }
  for (const [query, expected] of Object.entries(cases)) assert.deepEqual(find(query), expected, query)
})

test('bare text stands anywhere in the present config, whatever its case, and all terms must fit', () => {
  assert.deepEqual(find('WEB-front'), [100])
  assert.deepEqual(find('type=veth'), [101])
  assert.deepEqual(find('local:iso'), [100])
  assert.deepEqual(find('earlier'), [])
  assert.deepEqual(find('broken'), [102])
  assert.deepEqual(find('disk:ssd-pool os:debian'), [101])
  assert.deepEqual(find('  disk:ssd-pool   os:debian  win '), [])
  assert.deepEqual(find('bridge:vmbr0 10.0.0'), [100, 101])
  assert.deepEqual(find(' "" '), [])
  assert.deepEqual(find('__proto__:x'), [])
})

test('a password is not searched', () => {
  assert.deepEqual(find('hidden'), [])
  assert.deepEqual(find('cipassword'), [])
})

test('only guests that may be seen are answered', () => {
  assert.deepEqual(
    searchGuests(new GuestIndex(new MemoryStore(files)), 'vmbr0', vmid => vmid === 101),
    [101],
  )
})

test('a change counts at once', async () => {
  const store = new MemoryStore(files)
  const index = new GuestIndex(store)
  assert.deepEqual(find('bridge:vmbr5', index), [])
  await store.update('nodes/pve/qemu-server/100.conf', author, text => text?.replace('bridge=vmbr0', 'bridge=vmbr5'))
  assert.deepEqual(find('bridge:vmbr5', index), [100])
  assert.deepEqual(find('bridge:vmbr0', index), [101])
  await store.update('nodes/pve/qemu-server/100.conf', author, () => null)
  assert.deepEqual(find('bridge:vmbr5', index), [])
})

test('no query takes long, and none fails', () => {
  const index = new GuestIndex(new MemoryStore(files))
  for (const query of [
    '"',
    '"""',
    ':',
    'mac:',
    'mac::',
    'ip:::',
    'vlan:-',
    'disk::',
    '"a',
    `mac:${'a'.repeat(500)}`,
    'ip:1.2.3.4.5',
    '\u0000',
    '('.repeat(500),
  ]) {
    const begun = performance.now()
    assert.ok(Array.isArray(find(query, index)), query)
    assert.ok(performance.now() - begun < 500, query)
  }
})
