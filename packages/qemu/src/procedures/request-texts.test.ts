import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configTexts } from './request-texts.ts'

test('settings become the texts of a config', () => {
  const texts = configTexts({ vmid: 100, node: 'pve', cores: 2, onboot: false, tags: 'Web;db,web', delete: 'name', name: undefined })
  assert.deepEqual(
    [...texts],
    [
      ['cores', '2'],
      ['onboot', '0'],
      ['tags', 'db;web'],
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
