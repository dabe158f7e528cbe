import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { TrialMachine } from '../testing/trial-machine.ts'

test('a new Windows VM has the machine version of this QEMU in its config, and starts with it', { timeout: 60_000 }, async t => {
  if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { ostype: 'win11', machine: { type: 'q35' } })
  await machine.addGuest(101, { ostype: 'l26', machine: { type: 'q35' } })
  const pinned = /^machine: (pc-q35-\d+\.\d+)$/m.exec(machine.config(100))?.[1]
  assert.ok(pinned, machine.config(100))
  assert.match(machine.config(101), /^machine: q35$/m)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.match(String(await machine.request('GET', '/{vmid}/showcmd', { vmid: 100 })), new RegExp(`type=${pinned},hpet=off`))
})
