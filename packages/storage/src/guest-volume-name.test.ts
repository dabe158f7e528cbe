import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownerOf, withoutBase } from './guest-volume-name.ts'

test('the name of a volume says whose it is, on every storage and in every form', () => {
  for (const volid of [
    'local:100/vm-100-disk-0.raw',
    'local:100/base-100-disk-0.qcow2',
    'local:100/subvol-100-disk-0.subvol',
    'local:100/basevol-100-disk-0.subvol',
    'local:99999/base-99999-disk-0.qcow2/100/vm-100-disk-0.qcow2',
    'local-zfs:subvol-100-disk-0',
    'local-zfs:basevol-999-disk-0/subvol-100-disk-0',
    'local-lvm:vm-100-state-before',
  ]) {
    assert.equal(ownerOf(volid), 100, volid)
  }
  for (const volid of ['local:iso/vm-100-a.iso/x', 'local:iso/debian.iso', 'none', '/srv/vm-100-disk-0.raw', 'local:100/disk.raw']) {
    assert.equal(ownerOf(volid), undefined, volid)
  }
})

test('a linked clone is known without its base too', () => {
  assert.equal(withoutBase('local:100/base-100-disk-0.raw/101/vm-101-disk-0.qcow2'), 'local:101/vm-101-disk-0.qcow2')
  assert.equal(withoutBase('zfs:basevol-100-disk-0/subvol-101-disk-0'), 'zfs:subvol-101-disk-0')
  assert.equal(withoutBase('local:100/basevol-100-disk-0.subvol'), 'local:100/basevol-100-disk-0.subvol')
})
