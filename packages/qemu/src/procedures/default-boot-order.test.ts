import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withBootOrder } from './default-boot-order.ts'

const bootOf = (values: Readonly<Record<string, string>>) => withBootOrder(new Map(Object.entries(values))).get('boot')

test('a new VM boots from its first disk, CD-ROM and network card', () => {
  const cards = { net10: 'virtio', net2: 'virtio' }
  const cdroms = { ide2: 'none,media=cdrom', ide3: 'local:iso/b.iso,media=cdrom' }
  assert.equal(bootOf({ ...cards, ...cdroms, scsi10: 'local:1', scsi2: 'local:1' }), 'order=scsi2;ide2;net2')
  assert.equal(bootOf({ virtio0: 'local:1', scsi0: 'local:1' }), 'order=scsi0')
})

test('a drive with cloud-init data is never booted from', () => {
  assert.equal(bootOf({ ide2: 'local:cloudinit' }), undefined)
  assert.equal(bootOf({ scsi1: 'local:100/vm-100-cloudinit.qcow2,media=cdrom', net0: 'virtio' }), 'order=net0')
})

test('what was said about booting stays', () => {
  assert.equal(bootOf({ boot: 'cdn', scsi0: 'local:1' }), 'cdn')
  assert.equal(bootOf({ bootdisk: 'scsi0', scsi0: 'local:1' }), undefined)
})
