import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storageFixedOptions } from '@quorate/contract/storage/fixed-options'
import { storageDefinition } from '../storage-rows.ts'
import { addStorageCalls, changeStorageCalls, newStorage, optionSchema, storageValues } from './storage-form.ts'
import { storageFields, storageTypes } from './storage-types.ts'

const backups = storageValues(
  storageDefinition({
    storage: 'nas',
    type: 'dir',
    path: '/mnt/nas',
    content: 'backup,iso',
    shared: 1,
    'prune-backups': 'keep-last=3,keep-weekly=2',
    digest: 'abc',
  } as never),
)

test('a new storage says its type, place, content and what was set', () => {
  const values = { ...newStorage('dir'), storage: 'vz2', place: '/srv/vz', nodes: ['a', 'b'], 'prune-backups': { 'keep-last': 3 } }
  assert.deepEqual(addStorageCalls('dir', values)[0]?.request.body, {
    storage: 'vz2',
    type: 'dir',
    path: '/srv/vz',
    content: 'images,rootdir',
    nodes: 'a,b',
    'prune-backups': 'keep-last=3',
  })
})

test('a change sends what differs and removes what is no longer said', () => {
  assert.deepEqual(changeStorageCalls(backups, backups), [])
  const to = { ...backups, enabled: false, content: ['iso'], 'prune-backups': {}, options: { ...backups.options, shared: undefined } }
  assert.deepEqual(changeStorageCalls(to, backups)[0]?.request.body, {
    content: 'iso',
    disable: true,
    delete: 'prune-backups,shared',
    digest: 'abc',
  })
  assert.deepEqual(changeStorageCalls(backups, to, '')[0]?.request.body, {
    shared: true,
    content: 'backup,iso',
    'prune-backups': 'keep-last=3,keep-weekly=2',
    delete: 'disable',
  })
})

test('every field of every type is an option that the API knows', () => {
  for (const type of storageTypes) {
    const { place, options } = storageFields[type]
    assert.ok(place === 'path' || place === 'pool')
    assert.ok('path' in storageFixedOptions)
    for (const name of options) assert.ok(optionSchema(name), `${type}: ${name}`)
  }
})
