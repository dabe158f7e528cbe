import assert from 'node:assert/strict'
import { randomFillSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { left } from '../testing/fail-at-each.ts'
import { counterOf } from '../testing/read-counter.ts'
import { TrialMachine } from '../testing/trial-machine.ts'

/** A guest with memory that takes a while to save. */
async function largeGuest(more: Record<string, unknown> = {}): Promise<TrialMachine> {
  const machine = await TrialMachine.create()
  await writeFile(`${machine.folder}/fill`, randomFillSync(Buffer.alloc(128 << 20)))
  await machine.addGuest(100, {
    memory: { current: 192 },
    args: `-device loader,file=${machine.folder}/fill,addr=0x1000000,force-raw=on`,
    ...more,
  })
  assert.match(String(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 })), /OK|WARNINGS/)
  return machine
}

test('a snapshot that a person stops in the midst leaves nothing, and the guest runs on', async () => {
  await using machine = await largeGuest()
  const before = await left(machine)
  const made = machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one', vmstate: true })
  const begun = async () => (await machine.storage.ownedBy(100)).some(({ volid }) => volid.endsWith('state-one.raw'))
  while (!(await begun())) await delay(1)
  const upid = machine.engine.active().at(-1)?.upid as string
  assert.ok(machine.engine.stop(upid, 'root@pam'))
  assert.equal(await made, 'aborted by root@pam')
  assert.deepEqual(await left(machine), before)
  assert.deepEqual(await machine.storage.snapshots('local:100/vm-100-disk-0.qcow2'), [])
  await counterOf(machine.services, 100, (await counterOf(machine.services, 100)) + 2)
})

test('memory that does not fit on its storage is told with the reason, and the guest runs on', async t => {
  await using machine = await largeGuest()
  const second = `${machine.folder}/second`
  try {
    await machine.host.exec('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', second])
  } catch (error) {
    return t.skip(`no file system can be mounted here: ${(error as Error).message}`)
  }
  try {
    const before = await left(machine)
    const ended = await machine.request('POST', '/{vmid}/status/suspend', { vmid: 100, todisk: true, statestorage: 'second' })
    assert.match(String(ended), /No space left on device/)
    assert.deepEqual(await left(machine), before)
    await counterOf(machine.services, 100, (await counterOf(machine.services, 100)) + 2)
  } finally {
    await machine.host.exec('umount', [second])
  }
})

test('a device that cannot be saved is named before anything is done', async () => {
  await using machine = await largeGuest({ ivshmem: { size: 1, name: `quorate-${process.pid}` } })
  await assert.rejects(
    async () => machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one', vmstate: true }),
    /memory of VM 100 cannot be saved: ivshmem \(.*ivshmem/,
  )
  await assert.rejects(async () => machine.request('POST', '/{vmid}/status/suspend', { vmid: 100, todisk: true }), /ivshmem/)
})

test('a disk plugged in while the guest runs is part of the snapshot and of the machine it is loaded into', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsihw: 'virtio-scsi-single', hotplug: 'disk,network,usb' })
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await counterOf(machine.services, 100)
  const plugged = { vmid: 100, scsi2: { file: 'local:0.01', format: 'qcow2' }, virtio3: { file: 'local:0.01', format: 'qcow2' } }
  assert.equal(await machine.request('PUT', '/{vmid}/config', plugged), null)
  assert.doesNotMatch(machine.config(100), /PENDING/)
  assert.equal(await machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one', vmstate: true }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname: 'one' }), 'OK')
  await counterOf(machine.services, 100, 3)
})
