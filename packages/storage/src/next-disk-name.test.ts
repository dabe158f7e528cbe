import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDiskName } from './next-disk-name.ts'

test('the first free disk number is taken, counting base images and other formats', () => {
  assert.equal(nextDiskName(100, []), 'vm-100-disk-0')
  assert.equal(
    nextDiskName(100, ['vm-100-disk-0.raw', 'base-100-disk-1.qcow2', 'vm-100-disk-3', 'vm-100-cloudinit.qcow2']),
    'vm-100-disk-2',
  )
  assert.equal(nextDiskName(100, ['vm-1001-disk-0.raw', 'vm-100-disk-00.raw']), 'vm-100-disk-1')
})

test('folder trees count with the disks of their guest', () => {
  assert.equal(nextDiskName(100, ['vm-100-disk-0.raw', 'subvol-100-disk-1.subvol'], 'subvol'), 'subvol-100-disk-2')
})
