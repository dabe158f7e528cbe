import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { TrialMachine } from '../testing/trial-machine.ts'

test('a disk leaves a guest that does not react, also when its own controller cannot follow', { timeout: 60_000 }, async t => {
  if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
  await using machine = await TrialMachine.create()
  const disks = { scsi0: 'local:1,format=qcow2', scsi1: 'local:1,format=qcow2,iothread=1' }
  const request = { vmid: 100, kvm: false, memory: { current: 32 }, freeze: true, scsihw: 'virtio-scsi-single', ...disks }
  assert.equal(await machine.request('POST', '', request), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const began = performance.now()
  await machine.request('PUT', '/{vmid}/unlink', { vmid: 100, idlist: 'scsi1' })
  assert.ok(performance.now() - began < 4500, 'clients wait five seconds')
  assert.match(machine.config(100), /^unused0: local:100\/vm-100-disk-1\.qcow2$/m)
  assert.doesNotMatch(machine.config(100), /PENDING/)
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, scsi1: 'local:100/vm-100-disk-1.qcow2,iothread=1' })
  assert.match(machine.config(100), /^scsi1: local:100\/vm-100-disk-1\.qcow2,iothread=1/m)
  assert.doesNotMatch(machine.config(100), /PENDING/)
})
