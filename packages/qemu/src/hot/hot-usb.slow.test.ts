import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrialMachine } from '../testing/trial-machine.ts'

const vmid = 900_000_000 + (process.pid % 90_000_000)

test('a USB device that comes through SPICE is plugged into a running guest and goes again', { timeout: 60_000 }, async t => {
  await using machine = await TrialMachine.create()
  if (!(await machine.services.capabilities()).devices.includes('qxl-vga')) return t.skip('this QEMU has no SPICE')
  await machine.addGuest(vmid, { vga: { type: 'qxl' }, usb0: { host: 'spice' } })
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid }), 'OK')
  const present = () =>
    machine.services.runtime.qmp(vmid, async client => [
      (await client.execute('query-chardev')).some(one => one.label === 'usbredirchardev1'),
      (await client.execute('qom-list', { path: '/machine/peripheral' })).some(one => one.name === 'usbredirdev1'),
    ])
  await machine.request('PUT', '/{vmid}/config', { vmid, usb1: { host: 'spice' } })
  assert.deepEqual(await present(), [true, true])
  await machine.request('PUT', '/{vmid}/config', { vmid, delete: 'usb1' })
  assert.deepEqual(await present(), [false, false])
  assert.doesNotMatch(machine.config(vmid), /PENDING|usb1/)
})
