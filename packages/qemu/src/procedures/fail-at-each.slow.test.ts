import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failAtEach } from '../testing/fail-at-each.ts'
import { TrialMachine } from '../testing/trial-machine.ts'

test('a creation that fails anywhere leaves no config and no volume', async () => {
  await using machine = await TrialMachine.create()
  await machine.bootImage()
  await failAtEach(machine, () =>
    machine.request('POST', '', {
      vmid: 100,
      virtio0: { file: 'local:0', 'import-from': `${machine.folder}/boot.raw` },
      scsi0: { file: 'second:0.01' },
      ide2: { file: 'local:cloudinit' },
      efidisk0: { file: 'local:1' },
    }),
  )
})

test('a full clone that fails anywhere leaves no config and no volume', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi0: { file: 'second:0.01' } })
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101, full: true }))
})

test('a linked clone that fails anywhere leaves no config and no volume', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/template', { vmid: 100 }), 'OK')
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101 }))
})

test('a change of the config that fails anywhere changes nothing, as a task and by itself', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  const change = { vmid: 100, scsi1: { file: 'local:0.01' }, scsi2: { file: 'second:0.01' }, delete: 'serial0' }
  await failAtEach(machine, () => machine.request('PUT', '/{vmid}/config', change))
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/config', { vmid: 100, scsi3: { file: 'local:0.01' } }))
})

test('a move that fails anywhere leaves the disk where it was', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/move_disk', { vmid: 100, disk: 'virtio0', storage: 'second' }))
})

test('a disk that cannot be given to another VM stays where it was', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi0: { file: 'local:0.01' } })
  await machine.addGuest(101)
  await failAtEach(machine, () =>
    machine.request('POST', '/{vmid}/move_disk', { vmid: 100, disk: 'scsi0', 'target-vmid': 101, 'target-disk': 'scsi5' }),
  )
})

test('a snapshot that fails anywhere leaves the guest unlocked and without it', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi0: { file: 'local:0.01', format: 'qcow2' } })
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one' }))
})

test('a move of a running VM that fails anywhere leaves the disk where it was and the VM running', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const nodes = () =>
    machine.services.runtime.qmp(100, async client => (await client.execute('query-named-block-nodes', { flat: true })).length)
  const before = await nodes()
  const status = () => machine.services.runtime.qmp(100, async client => (await client.execute('query-status')).status)
  const move = (storage: string) => machine.request('POST', '/{vmid}/move_disk', { vmid: 100, disk: 'virtio0', storage, delete: true })
  machine.breakable.clear()
  for (const command of ['blockdev-add', 'blockdev-mirror', 'stop', 'block-job-complete']) machine.breakable.add(command)
  await failAtEach(machine, async () => {
    const ended = await move('second')
    assert.equal(await nodes(), before)
    assert.equal(await status(), 'running')
    return ended
  })
  machine.breakable.clear()
  machine.breakable.add('cont')
  machine.guestsOnly = true
  machine.failAt = 1
  assert.deepEqual([await move('local'), await status()], ['OK', 'running'])
})

test('a clone of a running VM that fails anywhere leaves no config, no volume and no job', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi0: { file: 'second:0.01' }, tpmstate0: { file: 'local:1', version: 'v2.0' } })
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  for (const command of ['blockdev-add', 'blockdev-mirror', 'stop', 'block-job-cancel']) machine.breakable.add(command)
  await failAtEach(machine, async () => {
    const ended = await machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101 })
    const state = await machine.services.runtime.qmp(100, async client => [
      (await client.execute('query-jobs')).length,
      (await client.execute('query-status')).status,
    ])
    assert.deepEqual(state, [0, 'running'])
    return ended
  })
})

test('a template that fails anywhere is none, and its disks can be written as before', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi0: { file: 'second:0.01' } })
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/template', { vmid: 100 }))
})
