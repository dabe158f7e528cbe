import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { describeReference, volumeReferences } from './volume-references.ts'

test('guests that use a volume are found with the key that names it', () => {
  const store = new MemoryStore({
    'nodes/a/qemu-server/100.conf':
      'name: x\nscsi0: local:100/vm-100-disk-0.raw,size=1G\nide2: file=local:iso/a.iso,media=cdrom\n\n[one]\nscsi0: local:100/vm-100-disk-0.raw\n',
    'nodes/b/lxc/101.conf': 'rootfs: volume=local:100/vm-100-disk-0.raw,size=1G\n',
    'nodes/b/qemu-server/102.conf': '#scsi0: local:100/vm-100-disk-0.raw\ndescription: local:100/vm-100-disk-0.rawx\n',
  })
  const found = volumeReferences(store, 'local:100/vm-100-disk-0.raw')
  assert.deepEqual(found.map(describeReference), [
    'virtual machine 100 (scsi0)',
    "virtual machine 100 (scsi0 of snapshot 'one')",
    'container 101 (rootfs)',
  ])
  assert.deepEqual(
    volumeReferences(store, 'local:iso/a.iso', 'a').map(one => one.key),
    ['ide2'],
  )
  assert.deepEqual(volumeReferences(store, 'local:iso/a.iso', 'b'), [])
})

test('a linked clone is found by its id with the base image and by the one without', () => {
  const linked = 'local:100/base-100-disk-0.raw/101/vm-101-disk-0.qcow2'
  const store = new MemoryStore({ 'nodes/a/qemu-server/101.conf': `scsi0: ${linked},size=1G\n` })
  for (const volid of [linked, 'local:101/vm-101-disk-0.qcow2']) {
    assert.deepEqual(volumeReferences(store, volid).map(describeReference), ['virtual machine 101 (scsi0)'], volid)
  }
  for (const volid of ['local:100/base-100-disk-0.raw', 'other:101/vm-101-disk-0.qcow2']) {
    assert.deepEqual(volumeReferences(store, volid), [], volid)
  }
})
