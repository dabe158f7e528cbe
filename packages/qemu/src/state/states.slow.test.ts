import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrialMachine } from '../testing/trial-machine.ts'
import { counterOf } from '../testing/read-counter.ts'

test('a snapshot with memory brings the guest back to where it was, and it runs on from there', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const before = await counterOf(machine.services, 100)
  assert.equal(await machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one', vmstate: true, description: 'first' }), 'OK')
  assert.match(machine.config(100), /^\[one\]$[^[]*^vmstate: local:100\/vm-100-state-one\.raw$/m)
  const later = await counterOf(machine.services, 100, before + 12)
  assert.equal(await machine.request('POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname: 'one' }), 'OK')
  const back = await counterOf(machine.services, 100)
  assert.ok(back >= before && back < later, `${before} ${later} ${back}`)
  assert.deepEqual(machine.notices, [])
})

test('a guest suspended to disk goes on where it was, without booting', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const before = await counterOf(machine.services, 100, 5)
  assert.equal(await machine.request('POST', '/{vmid}/status/suspend', { vmid: 100, todisk: true }), 'OK')
  assert.match(machine.config(100), /^lock: suspended$/m)
  assert.match(machine.config(100), /^vmstate: local:100\/vm-100-state-suspend-[\d-]+\.raw$/m)
  assert.equal(machine.statusOf(100), 'stopped')
  assert.equal(await machine.request('POST', '/{vmid}/status/resume', { vmid: 100 }), 'OK')
  assert.ok((await counterOf(machine.services, 100)) >= before)
  assert.doesNotMatch(machine.config(100), /lock|vmstate|running/)
  assert.equal((await machine.storage.list('local')).filter(row => /state/.test(row.volid)).length, 0)
})
