import assert from 'node:assert/strict'
import { test } from 'node:test'
import { httpRequest } from './request.ts'

test('what the path names goes into the path, the rest of a GET into the query', () => {
  assert.deepEqual(httpRequest('GET /nodes/{node}/tasks/{upid}/log', { node: 'pve', upid: 'UPID:a/b:', start: 5 }), {
    method: 'GET',
    path: '/nodes/pve/tasks/UPID%3Aa%2Fb%3A/log?start=5',
  })
})

test('the rest of a POST goes into its body, without what is not given', () => {
  assert.deepEqual(httpRequest('POST /nodes/{node}/qemu/{vmid}/status/stop', { node: 'pve', vmid: 100, timeout: undefined }), {
    method: 'POST',
    path: '/nodes/pve/qemu/100/status/stop',
    body: {},
  })
})

test('what a DELETE is given besides its path stands in no address', () => {
  assert.deepEqual(httpRequest('DELETE /access/tfa/{userid}/{id}', { userid: 'joe@pve', id: '1', password: 'hidden' }), {
    method: 'DELETE',
    path: '/access/tfa/joe%40pve/1',
    body: { password: 'hidden' },
  })
  assert.deepEqual(httpRequest('DELETE /access/groups/{groupid}', { groupid: 'ops' }), { method: 'DELETE', path: '/access/groups/ops' })
})
