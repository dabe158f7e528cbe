import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mountsAt } from './mount-point.ts'

test('mounts at a path are found in the text of mountinfo, with spaces and other letters in it', () => {
  const text = [
    '24 1 8:1 / / rw - ext4 /dev/vda rw',
    '44 27 0:41 / /srv/a\\040b/\\303\\244/etc/pve rw,nosuid - fuse.quorate quorate rw',
    '45 27 0:42 / /etc/pve rw shared:3 - fuse /dev/fuse rw',
  ].join('\n')
  assert.deepEqual(mountsAt('/srv/a b/ä/etc/pve', text), [{ type: 'fuse.quorate' }])
  assert.deepEqual(mountsAt('/etc/pve', text), [{ type: 'fuse' }])
  assert.deepEqual(mountsAt('/etc', text), [])
})
