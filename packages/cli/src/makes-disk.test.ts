import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makesDisk } from './makes-disk.ts'

test('new and imported disks take time; what is there already does not', () => {
  for (const drive of ['local:32', 'file=local:0.5,ssd=1', 'local:cloudinit', 'local:0,import-from=/srv/a.raw']) {
    assert.ok(makesDisk({ vmid: '100', scsi0: drive }), drive)
  }
  for (const drive of [
    'local:100/vm-100-disk-0.qcow2',
    'none,media=cdrom',
    '/dev/sdb',
    'lvm:vm-100-disk-0',
    'local:9000/base-9000-disk-0.raw',
  ]) {
    assert.ok(!makesDisk({ vmid: '100', scsi0: drive }), drive)
  }
  assert.ok(!makesDisk({ vmid: '100', name: 'local:32' }))
})
