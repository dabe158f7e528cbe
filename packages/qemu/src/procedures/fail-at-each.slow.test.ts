import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrialMachine } from '../testing/trial-machine.ts'

/** Everything that a procedure could leave behind: configs and volumes. */
async function left(machine: TrialMachine): Promise<unknown> {
  const configs = [...machine.services.guests.all().values()].map(guest => [guest.path, guest.text])
  const rows = [...(await machine.storage.list('local')), ...(await machine.storage.list('second'))]
  return { configs, volumes: rows.map(row => row.volid).toSorted() }
}

/** Breaks the request at its first, second, ... operation until it succeeds; after each failure all is as before. */
async function failAtEach(machine: TrialMachine, request: () => Promise<unknown>): Promise<void> {
  const before = await left(machine)
  for (let turn = 1; turn < 40; turn++) {
    machine.failAt = turn
    let ended: unknown
    try {
      ended = await request()
    } catch (error) {
      ended = (error as Error).message
    }
    const reached = machine.failAt !== undefined && machine.failAt <= 0
    machine.failAt = undefined
    if (!reached) {
      assert.ok(ended === 'OK' || ended === null, String(ended))
      assert.notDeepEqual(await left(machine), before)
      return
    }
    assert.deepEqual(await left(machine), before, `broken at operation ${turn}: ${String(ended)}`)
  }
  assert.fail('never succeeded')
}

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
