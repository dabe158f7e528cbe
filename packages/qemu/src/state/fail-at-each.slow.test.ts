import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failAtEach, left } from '../testing/fail-at-each.ts'
import { counterOf } from '../testing/read-counter.ts'
import { TrialMachine } from '../testing/trial-machine.ts'

/** Configs, volumes, snapshots on the disk, and whether the guest runs. */
async function all(machine: TrialMachine): Promise<unknown> {
  const snapshots = await machine.storage.snapshots('local:100/vm-100-disk-0.qcow2')
  const running = (await machine.services.runtime.running(100)) !== undefined
  return { ...((await left(machine)) as object), snapshots: snapshots.map(({ name }) => name), running }
}

async function runningGuest(): Promise<TrialMachine> {
  const machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  return machine
}

/** A guest that runs also counts on. */
const look = (machine: TrialMachine) => async () => {
  const seen = await all(machine)
  if (await machine.services.runtime.running(100)) await counterOf(machine.services, 100)
  return seen
}

test('a snapshot with memory that fails anywhere leaves nothing, and the guest runs on', async () => {
  await using machine = await runningGuest()
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one', vmstate: true }), look(machine))
})

test('a snapshot of a running guest without memory that fails anywhere leaves nothing, and the guest runs on', async () => {
  await using machine = await runningGuest()
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one' }), look(machine))
})

test('a suspend to disk and a resume that fail anywhere leave the guest as it was', async () => {
  await using machine = await runningGuest()
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/status/suspend', { vmid: 100, todisk: true }), look(machine))
  // When that fails the memory is loaded and no longer the config's: the guest is continued once more, not taken back.
  machine.breakable.delete('cont')
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), look(machine))
})

test('a rollback with memory that fails anywhere leaves config and disks as they were, and the guest runs', async () => {
  await using machine = await runningGuest()
  assert.equal(await machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one', vmstate: true }), 'OK')
  await machine.store.update('nodes/pve/qemu-server/100.conf', { authid: 'root@pam' }, text => text?.replace('guest100', 'later'))
  // It is started again after each failure: waiting for it to boot each time would take long.
  machine.breakable.delete('cont')
  await failAtEach(
    machine,
    () => machine.request('POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname: 'one' }),
    () => all(machine),
  )
  assert.doesNotMatch(machine.config(100).split('[')[0] as string, /later/)
})

test('a rollback of a stopped guest that fails anywhere leaves its disks with what they held', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi0: { file: 'local:0.01', format: 'qcow2' }, efidisk0: { file: 'second:1', format: 'qcow2' } })
  const disk = `${machine.folder}/var/lib/vz/images/100/vm-100-disk-1.qcow2`
  const io = async (command: string) =>
    (await machine.host.exec('qemu-io', ['-f', 'qcow2', '-c', command, disk], { okCodes: [0, 1] })).stdout
  await io('write -P 1 0 1M')
  assert.equal(await machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one' }), 'OK')
  await io('write -P 2 0 1M')
  const holds = async () => {
    for (const pattern of [1, 2]) if (!/failed/.test(await io(`read -P ${pattern} 0 1M`))) return pattern
    return undefined
  }
  const seen = async () => ({ ...((await all(machine)) as object), holds: await holds() })
  assert.equal(await holds(), 2)
  await failAtEach(machine, () => machine.request('POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname: 'one' }), seen)
  assert.equal(await holds(), 1)
  assert.deepEqual(
    (await machine.storage.snapshots('local:100/vm-100-disk-1.qcow2')).map(({ name }) => name),
    ['one'],
  )
})
