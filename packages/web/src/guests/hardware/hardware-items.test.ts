import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardwareItems } from './hardware-items.ts'

const groups = (kind: 'qemu' | 'lxc', config: Readonly<Record<string, string>>) =>
  Object.fromEntries(hardwareItems(kind, new Map(Object.entries(config))).map(item => [item.id, item.group]))

test('drives are told apart by what lies in them', () => {
  const items = groups('qemu', {
    scsi0: 'local:100/vm-100-disk-0.raw,size=1G',
    ide2: 'none,media=cdrom',
    ide0: 'local:100/vm-100-cloudinit.qcow2,media=cdrom',
    unused0: 'local:100/vm-100-disk-3.raw',
  })
  assert.deepEqual([items.scsi0, items.ide2, items.ide0, items.unused0], ['disks', 'media', 'media', 'unused'])
})

test('what every guest has is listed although its config does not name it', () => {
  assert.deepEqual(Object.keys(groups('lxc', { name: 'x' })), ['memory', 'processors', 'dns'])
})

test('devices are in the order of their numbers', () => {
  const ids = hardwareItems(
    'lxc',
    new Map([
      ['mp10', ''],
      ['mp2', ''],
      ['rootfs', ''],
    ]),
  ).map(item => item.id)
  assert.deepEqual(ids.slice(3), ['mp2', 'mp10', 'rootfs'])
})
