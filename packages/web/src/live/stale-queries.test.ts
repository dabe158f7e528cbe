import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aboutGuest, staleQueries } from './stale-queries.ts'

const event = (type: 'guest' | 'config', id: string) => ({ id: '1-1', type, data: { id, value: {} } })

test('a change of a guest makes what follows it old, and nothing else', () => {
  const stale = staleQueries([event('config', 'nodes/pve/qemu-server/100.conf')], [])
  assert.equal(stale?.({ watch: ['/vms/100'] }), true)
  assert.equal(stale?.({ watch: ['/vms'] }), true)
  assert.equal(stale?.({ watch: ['/vms/101', '/user.cfg'] }), false)
  assert.equal(staleQueries([], []), undefined)
})

test('what follows one guest is known by its number', () => {
  const isHundred = (vmid: number) => vmid === 100
  assert.equal(aboutGuest({ watch: ['/storage.cfg', '/vms/100'] }, isHundred), true)
  assert.equal(aboutGuest({ watch: ['/vms/1000', '/vms'] }, isHundred), false)
  assert.equal(aboutGuest(undefined, isHundred), false)
})
