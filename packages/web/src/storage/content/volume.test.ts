import assert from 'node:assert/strict'
import { test } from 'node:test'
import { volumeArgument, volumeOf, volumesNamed } from './volume.ts'

test('volumes go through the address of a panel whatever is in their names', () => {
  const volids = ['local:iso/a b,c.iso', 'local:100/vm-100-disk-0.qcow2', 'local:snippets/50%.yaml']
  assert.deepEqual(volumesNamed(volumeArgument('pve', 'local', volids)), { node: 'pve', storage: 'local', volids })
})

test('a volume is shown by its name without the folder of its kind', () => {
  const name = (volid: string) => volumeOf({ volid, format: 'raw', size: 1 } as never).name
  assert.equal(name('local:iso/debian.iso'), 'debian.iso')
  assert.equal(name('local:100/vm-100-disk-0.raw'), '100/vm-100-disk-0.raw')
  assert.equal(name('tank:vm-100-disk-0'), 'vm-100-disk-0')
})
