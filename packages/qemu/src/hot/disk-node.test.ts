import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bottomPath } from './disk-node.ts'

test('the file below a disk is found in whichever way QEMU tells it', () => {
  assert.equal(bottomPath('/srv/a.qcow2'), '/srv/a.qcow2')
  const file = { driver: 'file', filename: '/srv/b.qcow2' }
  const layers = { driver: 'throttle', 'throttle-group': 'x', file: { driver: 'qcow2', backing: { file: { filename: '/no' } }, file } }
  assert.equal(bottomPath(`json:${JSON.stringify(layers)}`), '/srv/b.qcow2')
  assert.equal(bottomPath('json:{"driver": "null-co"}'), undefined)
})
