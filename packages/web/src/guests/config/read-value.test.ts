import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readValue } from './read-value.ts'

test('a disk is read as its size, then where it is and what is special', () => {
  assert.deepEqual(readValue('qemu', 'scsi0', 'local:100/vm-100-disk-0.raw,discard=on,iothread=1,size=32G,backup=0'), {
    main: '32 GiB',
    facts: ['local:100/vm-100-disk-0.raw', { say: 'Discard' }, { say: 'I/O thread' }, { say: 'No backup' }],
  })
})

test('a drive says what lies in it', () => {
  assert.deepEqual(readValue('qemu', 'ide2', 'none,media=cdrom').main, { say: 'No medium' })
  assert.equal(readValue('qemu', 'ide2', 'local:iso/debian-13.iso,media=cdrom').main, 'debian-13.iso')
  assert.deepEqual(readValue('qemu', 'ide2', 'local:100/vm-100-cloudinit.qcow2,media=cdrom').main, { say: 'Cloud-init' })
})

test('a network card is read as its bridge, model, address and VLAN', () => {
  assert.deepEqual(readValue('qemu', 'net0', 'virtio=BC:24:11:4D:F1:C1,bridge=vmbr0,tag=5,firewall=1'), {
    main: 'vmbr0',
    facts: ['virtio', 'BC:24:11:4D:F1:C1', { say: 'VLAN {tag}', values: { tag: '5' } }, { say: 'Firewall' }],
  })
  assert.deepEqual(readValue('lxc', 'net0', 'name=eth0,bridge=vmbr0,ip=dhcp'), { main: 'eth0', facts: ['vmbr0', 'IPv4 dhcp'] })
})

test('a mount point is read as its path', () => {
  assert.deepEqual(readValue('lxc', 'mp0', 'local:100/vm-100-disk-1.raw,mp=/data,size=1G,ro=1'), {
    main: '/data',
    facts: ['1 GiB', 'local:100/vm-100-disk-1.raw', { say: 'Read only' }],
  })
})

test('values of enums have their names, and unknown property strings are read by their members', () => {
  assert.deepEqual(readValue('qemu', 'bios', 'ovmf').main, { choice: ['bios', undefined, 'ovmf'] })
  assert.deepEqual(readValue('qemu', 'agent', '1,type=isa'), { main: { choice: ['agent', undefined, '1'] }, facts: ['type isa'] })
})
