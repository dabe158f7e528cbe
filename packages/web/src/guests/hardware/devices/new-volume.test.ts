import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gibOf, newVolume } from './new-volume.ts'

test('a new volume is asked for by its storage and size', () => {
  assert.deepEqual(newVolume({ '@storage': 'local', '@size': 32, cache: 'none' }), { file: 'local:32', cache: 'none' })
  assert.deepEqual(newVolume({ '@storage': 'local', '@size': 8, mp: '/data' }, 'volume'), { volume: 'local:8', mp: '/data' })
})

test('an import has the size of what it copies', () => {
  const values = { '@storage': 'local', '@size': 32, 'import-from': 'local:import/a.qcow2' }
  assert.deepEqual(newVolume(values), { file: 'local:0', 'import-from': 'local:import/a.qcow2' })
})

test('an existing volume stays as it is', () => {
  assert.deepEqual(newVolume({ file: 'local:100/a.raw', size: '1G' }), { file: 'local:100/a.raw', size: '1G' })
})

test('sizes of the config are told in GiB', () => {
  assert.deepEqual(['32G', '512M', '2T', '1073741824', 'x'].map(gibOf), [32, 0.5, 2048, 1, undefined])
})
