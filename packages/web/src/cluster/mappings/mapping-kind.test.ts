import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asMapping, entryText, splitMappingId } from './mapping-kind.ts'

test('entries of a mapping are taken apart and put together again', () => {
  const text = 'node=pve,path=0000:01:00.0,id=10de:2204,iommugroup=5'
  const { entries, mdev } = asMapping('pci', { id: 'gpu', map: [text], mdev: 1 })
  assert.equal(entries[0]?.node, 'pve')
  assert.equal(entries[0]?.path, '0000:01:00.0')
  assert.equal(mdev, true)
  assert.deepEqual(entryText('pci', entries[0]!).split(',').toSorted(), text.split(',').toSorted())
})

test('an address of a mapping names its kind and itself', () => {
  assert.deepEqual(splitMappingId('usb/stick'), { kind: 'usb', id: 'stick' })
  assert.deepEqual(splitMappingId('dir'), { kind: 'dir', id: '' })
})
