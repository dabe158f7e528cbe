import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '../config/guest-config.ts'
import { editForRescan } from './edit-for-rescan.ts'

const config = () =>
  parseGuestConfig(`scsi0: local:100/vm-100-disk-0.qcow2,size=8G
ide2: local:100/vm-100-cloudinit.qcow2,media=cdrom

[PENDING]
scsi1: local:100/vm-100-disk-1.qcow2,size=1G

[before]
scsi0: local:100/vm-100-disk-2.qcow2,size=1G
`)
const volume = (name: string, size = 2 ** 30) => ({ volid: `local:100/${name}.qcow2`, size })

test('volumes that nothing names become unused entries, and sizes are brought up to date', () => {
  const present = config()
  const found = editForRescan(present, 'VM 100', [volume('vm-100-disk-0', 9 * 2 ** 30), volume('vm-100-disk-7')])
  assert.deepEqual(found, [
    "VM 100 (scsi0): size of disk 'local:100/vm-100-disk-0.qcow2' updated from 8G to 9G",
    "VM 100 add unreferenced volume 'local:100/vm-100-disk-7.qcow2' as 'unused0' to config",
  ])
  assert.equal(present.current.get('scsi0'), 'local:100/vm-100-disk-0.qcow2,size=9G')
  assert.equal(present.current.get('unused0'), 'local:100/vm-100-disk-7.qcow2')
})

test('what waits, what a snapshot holds and the cloud-init drive are known already', () => {
  const present = config()
  const text = present.toString()
  const names = ['vm-100-disk-1', 'vm-100-disk-2', 'vm-100-cloudinit']
  assert.deepEqual(editForRescan(present, 'VM 100', [volume('vm-100-disk-0', 8 * 2 ** 30), ...names.map(name => volume(name))]), [])
  assert.equal(present.toString(), text)
})

test('a linked clone is the same volume with and without its base in front; a folder without a limit keeps its size', () => {
  const present = parseGuestConfig(`rootfs: local:100/basevol-100-disk-0.subvol/101/subvol-101-disk-0.subvol,size=8G
mp0: local:101/subvol-101-disk-1.subvol,mp=/data,size=4G
`)
  const text = present.toString()
  const volumes = ['subvol-101-disk-0', 'subvol-101-disk-1'].map(name => ({ volid: `local:101/${name}.subvol`, size: 0 }))
  assert.deepEqual(editForRescan(present, 'CT 101', volumes), [])
  assert.equal(present.toString(), text)
})
