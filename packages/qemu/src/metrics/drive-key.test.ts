import assert from 'node:assert/strict'
import { test } from 'node:test'
import { driveKey } from './drive-key.ts'

test('what QEMU measures is told by the key of the drive: firmware memory too, moved disks, and drives without a node', () => {
  const seen = [
    { qdev: '/machine/system.flash0', 'node-name': 'pflash0' },
    { qdev: '/machine/system.flash1', 'node-name': 'drive-efidisk0-2' },
    { qdev: '/machine/peripheral/virtio0/virtio-backend', 'node-name': 'drive-virtio0' },
    { qdev: '/machine/peripheral/scsi0', 'node-name': '#block123' },
    { qdev: 'ide2' },
    { 'node-name': '#block9' },
  ]
  assert.deepEqual(seen.map(driveKey), ['pflash0', 'efidisk0', 'virtio0', 'scsi0', 'ide2', undefined])
})
