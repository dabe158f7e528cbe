import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configTexts } from './request-texts.ts'

test('settings become the texts of a config', () => {
  const texts = configTexts({ vmid: 100, node: 'pve', cores: 2, onboot: false, delete: 'name', name: undefined })
  assert.deepEqual(
    [...texts],
    [
      ['cores', '2'],
      ['onboot', '0'],
    ],
  )
})

test('the place in the startup order is named, as clients expect it', () => {
  assert.equal(configTexts({ startup: { order: 3, up: 60 } }).get('startup'), 'order=3,up=60')
  assert.equal(configTexts({ startup: { up: 60 } }).get('startup'), 'up=60')
})

test('a medium for cdrom is one for ide2', () => {
  assert.deepEqual([...configTexts({ cdrom: { file: 'none' } })], [['ide2', 'none,media=cdrom']])
})

test('a property string keeps the words of whoever wrote it, but for drives and cards', () => {
  const decoded = { agent: { enabled: true, fstrim_cloned_disks: true }, net0: { model: 'virtio', bridge: 'vmbr0' } }
  const texts = configTexts(decoded, { agent: 'enabled=1,fstrim_cloned_disks=1', net0: 'bridge=vmbr0,model=virtio' })
  assert.equal(texts.get('agent'), 'enabled=1,fstrim_cloned_disks=1')
  assert.equal(texts.get('net0'), 'virtio,bridge=vmbr0')
})
