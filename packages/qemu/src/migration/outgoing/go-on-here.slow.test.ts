import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { TrialMachine } from '../../testing/trial-machine.ts'
import { goOnHere } from './go-on-here.ts'

test('a guest goes on also when what was begun for its sending cannot be ended', { timeout: 120_000 }, async t => {
  if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await machine.services.runtime.qmp(100, async client => {
    await client.execute('stop')
    t.mock.method(client, 'executeNow', () => Promise.reject(new Error('refused')))
    await assert.rejects(goOnHere(client, { jobs: [], nodes: [] }), /refused/)
    assert.equal((await client.execute('query-status')).running, true)
  })
})
