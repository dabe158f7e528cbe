import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import { counterOf } from '../../testing/read-counter.ts'
import { TrialMachine } from '../../testing/trial-machine.ts'

const snap = (machine: TrialMachine, snapname: string, more: Record<string, unknown> = {}) =>
  machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname, ...more })
const remove = (machine: TrialMachine, snapname: string, more: Record<string, unknown> = {}) =>
  machine.request('DELETE', '/{vmid}/snapshot/{snapname}', { vmid: 100, snapname, ...more })
const rollback = (machine: TrialMachine, snapname: string, more: Record<string, unknown> = {}) =>
  machine.request('POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname, ...more })

async function parents(machine: TrialMachine): Promise<Record<string, unknown>> {
  const rows = (await machine.request('GET', '/{vmid}/snapshot', { vmid: 100 })) as { name: string; parent?: string }[]
  return Object.fromEntries(rows.map(({ name, parent }) => [name, parent]))
}

async function onDisk(machine: TrialMachine, volid: string): Promise<string[]> {
  return (await machine.storage.snapshots(volid)).map(({ name }) => name)
}

test('snapshots form a tree; removing one, running or stopped, leaves its children with its parent', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  const disk = 'local:100/vm-100-disk-0.qcow2'
  assert.equal(await snap(machine, 'one'), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.equal(await snap(machine, 'two', { vmstate: true, description: 'with memory' }), 'OK')
  assert.equal(await snap(machine, 'three'), 'OK')
  assert.equal(await rollback(machine, 'two'), 'OK')
  assert.equal(machine.statusOf(100), 'running')
  assert.equal(await snap(machine, 'four'), 'OK')
  assert.deepEqual(await parents(machine), { one: undefined, two: 'one', three: 'two', four: 'two', current: 'four' })
  assert.deepEqual(await onDisk(machine, disk), ['one', 'two', 'three', 'four'])
  assert.equal(await remove(machine, 'two'), 'OK')
  assert.deepEqual(await parents(machine), { one: undefined, three: 'one', four: 'one', current: 'four' })
  assert.deepEqual(await onDisk(machine, disk), ['one', 'three', 'four'])
  assert.deepEqual(
    (await machine.storage.ownedBy(100)).map(({ volid }) => volid),
    [disk],
  )
  assert.equal(await rollback(machine, 'three'), 'OK')
  assert.equal(machine.statusOf(100), 'stopped')
  assert.equal(await remove(machine, 'one'), 'OK')
  assert.deepEqual(await parents(machine), { three: undefined, four: undefined, current: 'three' })
  assert.equal(await rollback(machine, 'four', { start: true }), 'OK')
  assert.equal(machine.statusOf(100), 'running')
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.equal(await machine.request('DELETE', '/{vmid}', { vmid: 100 }), 'OK')
  assert.deepEqual(await machine.storage.ownedBy(100), [])
})

test('a snapshot of which a part is gone stays, marked, until it is removed by force', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi0: { file: 'second:0.01', format: 'qcow2' } })
  assert.equal(await snap(machine, 'one'), 'OK')
  await rm(`${machine.folder}/second/images/100/vm-100-disk-0.qcow2`)
  await assert.rejects(rollback(machine, 'one'), /snapshot 'one': scsi0 \(second:100\/vm-100-disk-0\.qcow2\) does not exist any more/)
  assert.match(String(await remove(machine, 'one')), /snapshot 'one': .*second:100\/vm-100-disk-0\.qcow2/)
  assert.match(machine.config(100), /^\[one\]$[^[]*^snapstate: delete$/m)
  assert.doesNotMatch(machine.config(100), /^lock:/m)
  await assert.rejects(rollback(machine, 'one'), /incomplete snapshot \(snapstate = delete\)/)
  assert.equal(await remove(machine, 'one', { force: true }), 'WARNINGS: 1')
  assert.doesNotMatch(machine.config(100), /\[one\]|parent/)
})

test('disks of every bus, with iothread, and firmware and TPM are in a snapshot with memory', async t => {
  await using machine = await TrialMachine.create()
  const disk = { file: 'local:0.01', format: 'qcow2' }
  await machine.addGuest(100, {
    bios: 'ovmf',
    machine: { type: 'q35' },
    scsihw: 'virtio-scsi-single',
    memory: { current: 64 },
    scsi0: { ...disk, iothread: true },
    scsi1: { ...disk, mbps_rd: 10 },
    virtio1: { ...disk, iothread: true },
    sata0: disk,
    ide0: disk,
    ide2: { file: 'none', media: 'cdrom' },
    efidisk0: { file: 'second:1', format: 'qcow2', efitype: '4m' },
    tpmstate0: { file: 'local:1', version: 'v2.0' },
    net0: { model: 'virtio', macaddr: 'BC:24:11:00:00:01' },
  })
  await assert.rejects(snap(machine, 'one'), /snapshot feature is not available: tpmstate0 .*with memory/)
  const started = await machine.request('POST', '/{vmid}/status/start', { vmid: 100 })
  if (/swtpm/.test(String(started))) return t.skip('swtpm is not installed')
  assert.match(String(started), /OK|WARNINGS/)
  assert.equal(await snap(machine, 'one', { vmstate: true }), 'OK')
  const volumes = (await machine.storage.ownedBy(100)).map(({ volid }) => volid).filter(volid => volid.endsWith('.qcow2'))
  assert.equal(volumes.length, 7)
  for (const volid of volumes) assert.deepEqual(await onDisk(machine, volid), ['one'], volid)
  assert.equal(await rollback(machine, 'one'), 'OK')
  const { qmpstatus } = (await machine.request('GET', '/{vmid}/status/current', { vmid: 100 })) as { qmpstatus: string }
  assert.equal(qmpstatus, 'running')
  assert.equal(await machine.request('POST', '/{vmid}/status/suspend', { vmid: 100, todisk: true }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.equal(await remove(machine, 'one'), 'OK')
  for (const volid of volumes) assert.deepEqual(await onDisk(machine, volid), [], volid)
})

test('disks of every bus are in snapshots and can grow after they have moved under the running guest, and so are settings that no firmware reads', async () => {
  await using machine = await TrialMachine.create()
  const disk = { file: 'local:0.01', format: 'qcow2' }
  const keys = ['scsi0', 'virtio1', 'sata0', 'ide0', 'efidisk0']
  const disks = Object.fromEntries(keys.map(key => [key, disk]))
  await machine.addGuest(100, {
    ...disks,
    bios: 'ovmf',
    machine: { type: 'q35' },
    memory: { current: 64 },
    efidisk0: { ...disk, efitype: '4m' },
  })
  await machine.addGuest(101, { efidisk0: { ...disk, efitype: '4m' } })
  for (const vmid of [100, 101]) assert.match(String(await machine.request('POST', '/{vmid}/status/start', { vmid })), /OK|WARNINGS/)
  for (const key of keys) {
    assert.equal(await machine.request('POST', '/{vmid}/move_disk', { vmid: 100, disk: key, storage: 'second', delete: true }), 'OK', key)
  }
  assert.equal(await snap(machine, 'one'), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/snapshot', { vmid: 101, snapname: 'one' }), 'OK')
  const volumes = [...machine.config(100).matchAll(/^\w+: (second:[^,\n]+)/gm)].map(match => match[1] ?? '')
  assert.equal(new Set(volumes).size, keys.length)
  for (const volid of volumes) assert.deepEqual(await onDisk(machine, volid), ['one'], volid)
  assert.equal(await remove(machine, 'one'), 'OK')
  assert.equal(await machine.request('DELETE', '/{vmid}/snapshot/{snapname}', { vmid: 101, snapname: 'one' }), 'OK')
  for (const volid of volumes) assert.deepEqual(await onDisk(machine, volid), [], volid)
  for (const key of keys) {
    assert.equal(await machine.request('PUT', '/{vmid}/resize', { vmid: 100, disk: key, size: '+1M' }), 'OK', key)
  }
})

test('a raw disk on a folder is refused by its key before anything is done; suspending to disk does not mind it', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { scsi3: { file: 'local:0.01', format: 'raw' } })
  await assert.rejects(snap(machine, 'one'), /snapshot feature is not available: scsi3 \(local:100\/vm-100-disk-1\.raw\)/)
  await assert.rejects(snap(machine, 'Current'), /reserved name/)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const before = await counterOf(machine.services, 100)
  const suspended = { vmid: 100, todisk: true, statestorage: 'second' }
  assert.equal(await machine.request('POST', '/{vmid}/status/suspend', suspended), 'OK')
  assert.match(machine.config(100), /^vmstate: second:100\//m)
  await assert.rejects(async () => machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), /VM is locked \(suspended\)/)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.ok((await counterOf(machine.services, 100)) >= before)
})

test('a resume that cannot load its memory keeps it and says how to give it up', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/status/suspend', { vmid: 100, todisk: true }), 'OK')
  const volid = /^vmstate: (.*)$/m.exec(machine.config(100))?.[1] as string
  const { path } = await machine.storage.resolve(volid)
  await machine.host.exec('dd', ['if=/dev/zero', `of=${path}`, 'bs=4k', 'count=1', 'conv=notrunc'])
  const config = machine.config(100)
  assert.match(String(await machine.request('POST', '/{vmid}/status/resume', { vmid: 100 })), /stays suspended.*qm unlock 100/)
  assert.equal(machine.config(100), config)
  assert.ok(await machine.storage.exists(volid))
  await machine.store.update('nodes/pve/qemu-server/100.conf', { authid: 'root@pam' }, text => text?.replace('lock: suspended\n', ''))
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'WARNINGS: 1')
  assert.doesNotMatch(machine.config(100), /vmstate|running/)
  assert.equal(await machine.storage.exists(volid), false)
})

test('removing a suspended guest removes its memory', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/status/suspend', { vmid: 100, todisk: true }), 'OK')
  assert.equal(await machine.request('DELETE', '/{vmid}', { vmid: 100 }), 'OK')
  assert.deepEqual(await machine.storage.ownedBy(100), [])
})
