import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownVolumes } from './guest-volumes.ts'

test('a guest’s own volumes are listed with their sizes', () => {
  const config = {
    name: 'web',
    scsi10: 'local:100/vm-100-disk-2.raw,size=4G',
    scsi2: 'file=local:100/vm-100-disk-1.raw,size=1G',
    efidisk0: 'zfs:vm-100-disk-0,size=1M',
    unused0: 'local:100/vm-100-disk-9.raw',
    ide2: 'local:iso/debian.iso,media=cdrom,size=600M',
    ide3: 'none,media=cdrom',
    net0: 'virtio,bridge=vmbr0',
    scsi3: 'local:101/vm-101-disk-0.raw,size=8G',
    scsi4: '/dev/sdb',
  }
  assert.deepEqual(
    ownVolumes(config, 100).map(({ key, size }) => [key, size]),
    [
      ['efidisk0', '1M'],
      ['scsi2', '1G'],
      ['scsi10', '4G'],
      ['unused0', ''],
    ],
  )
})

test('a linked clone’s volume is its own, paths of the host that a container sees are not', () => {
  const config = { rootfs: 'zfs:basevol-9-disk-0/subvol-101-disk-0,size=8G', mp0: '/srv/data,mp=/data' }
  assert.deepEqual(
    ownVolumes(config, 101).map(({ key }) => key),
    ['rootfs'],
  )
})
