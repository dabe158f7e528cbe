import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qemu72 } from '../testing/golden-facts.ts'
import { pinnedMachine } from './pin-machine.ts'

const pinned = (values: Record<string, string>) => pinnedMachine(new Map(Object.entries(values)), qemu72)

test('a new Windows guest keeps the version of the machine that it was created with', () => {
  assert.equal(pinned({ ostype: 'win11', machine: 'q35' }), 'pc-q35-7.2')
  assert.equal(pinned({ ostype: 'wxp' }), 'pc-i440fx-7.2')
  assert.equal(pinned({ ostype: 'win10', machine: 'type=q35,viommu=virtio' }), 'pc-q35-7.2,viommu=virtio')
  assert.equal(pinned({ ostype: 'win10', machine: 'enable-s3=0' }), 'pc-i440fx-7.2,enable-s3=0')
})

test('a version that was asked for stays, and other guests take what is new', () => {
  assert.equal(pinned({ ostype: 'win10', machine: 'pc-i440fx-6.2' }), undefined)
  assert.equal(pinned({ ostype: 'l26', machine: 'q35' }), undefined)
  assert.equal(pinned({}), undefined)
})
