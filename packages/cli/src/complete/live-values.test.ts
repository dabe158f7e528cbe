import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakeConnection } from '../testing/fake-connection.ts'
import { liveValues } from './live-values.ts'

const pct = { tool: 'pct', words: ['resize', '100'] }

test('pct completes containers, and the volumes that a container has', async () => {
  const connection = new FakeConnection({
    'GET /nodes/localhost/lxc': [{ vmid: 100 }, { vmid: 101 }],
    'GET /nodes/localhost/lxc/100/pending': ['rootfs', 'mp3', 'unused0', 'memory'].map(key => ({ key })),
  })
  assert.deepEqual(await liveValues.vmid?.(connection, pct), ['100', '101'])
  assert.deepEqual(await liveValues.disk?.(connection, pct), ['rootfs', 'mp3'])
  assert.deepEqual(await liveValues.volume?.(connection, pct), ['rootfs', 'mp3', 'unused0'])
})

test('a container is made from templates and backups', async () => {
  const connection = new FakeConnection({
    'GET /storage': [{ storage: 'local' }],
    'GET /nodes/localhost/storage/local/content': [
      { volid: 'local:vztmpl/a.tar.zst', content: 'vztmpl' },
      { volid: 'local:iso/b.iso', content: 'iso' },
    ],
  })
  assert.deepEqual(await liveValues.ostemplate?.(connection, pct), ['local:vztmpl/a.tar.zst'])
})
