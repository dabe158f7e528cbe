import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { lastCounter } from '../../testing/boot-sector-guest.ts'
import { readSerial } from '../../testing/read-serial.ts'
import { TrialMachine } from '../../testing/trial-machine.ts'

const counts = async (machine: TrialMachine, vmid: number, from = 3) =>
  lastCounter(await readSerial(machine, vmid, text => (lastCounter(text) ?? 0) > from)) ?? 0
const clone = (machine: TrialMachine, newid: number, more: Record<string, unknown> = {}) =>
  machine.request('POST', '/{vmid}/clone', { vmid: 100, newid, ...more })
const start = async (machine: TrialMachine, vmid: number) =>
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid }), 'OK', machine.notices.join('\n'))

/** The counter that the boot sector guest writes to the second sector of its disk. */
async function writtenCounter(machine: TrialMachine, vmid: number): Promise<number> {
  const volid = /^virtio0: ([^,]+)/m.exec(machine.config(vmid))?.[1] ?? ''
  const { path, format } = await machine.storage.resolve(volid)
  const raw = `${machine.folder}/look.raw`
  execFileSync('qemu-img', ['convert', '-U', '-f', format, '-O', 'raw', path, raw])
  return readFileSync(raw).readUInt32LE(512)
}

test('a running VM is cloned with all its disks, goes on, and the clone has what was on them', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, {
    scsi1: { file: 'second:0.01' },
    efidisk0: { file: 'local:1', efitype: '4m' },
    tpmstate0: { file: 'local:1', version: 'v2.0' },
    ide2: { file: 'local:cloudinit' },
    net0: { model: 'virtio' },
    vmgenid: '1',
    tags: 'a;b',
    protection: true,
    description: 'kept',
  })
  await start(machine, 100)
  const before = await counts(machine, 100)
  assert.equal(await clone(machine, 101, { name: 'twin' }), 'OK')
  await counts(machine, 100, before + 1)
  const written = await writtenCounter(machine, 101)
  assert.ok(written >= before, `${written} was on the disk, ${before} had been printed`)
  const [source, copy] = [machine.config(100), machine.config(101)]
  const value = (text: string, key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1]
  for (const key of ['smbios1', 'vmgenid', 'net0', 'virtio0', 'scsi1', 'efidisk0', 'tpmstate0', 'ide2', 'name'])
    assert.notEqual(value(copy, key), value(source, key), key)
  for (const key of ['tags', 'memory', 'boot']) assert.equal(value(copy, key), value(source, key), key)
  assert.deepEqual([value(copy, 'lock'), value(copy, 'protection'), value(copy, 'description')], [undefined, undefined, undefined])
  assert.match(copy, /^#kept$/m)
  assert.equal((await machine.storage.ownedBy(101)).length, 5)
  const { nodes, jobs, status } = await machine.services.runtime.qmp(100, async client => ({
    nodes: (await client.execute('query-named-block-nodes', { flat: true })).filter(node => node['node-name']?.endsWith('-2')),
    jobs: await client.execute('query-jobs'),
    status: (await client.execute('query-status')).status,
  }))
  assert.deepEqual([nodes, jobs, status], [[], [], 'running'])
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  await start(machine, 101)
  await counts(machine, 101)
})

test('snapshots of a stopped and of a running VM are cloned as they were, to another storage and format', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  await start(machine, 100)
  await counts(machine, 100)
  assert.equal(await machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one' }), 'OK')
  const then = await writtenCounter(machine, 100)
  await counts(machine, 100, then + 5)
  assert.equal(await clone(machine, 101, { snapname: 'one', storage: 'second', format: 'raw', full: true }), 'OK')
  await counts(machine, 100, then + 6)
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.equal(await clone(machine, 102, { snapname: 'one', full: true }), 'OK')
  assert.match(machine.config(101), /^virtio0: second:101\/vm-101-disk-0\.raw,size=1M$/m)
  const [live, cold, now] = [await writtenCounter(machine, 101), await writtenCounter(machine, 102), await writtenCounter(machine, 100)]
  assert.equal(live, cold)
  assert.ok(live <= then && live < now, `${live} ${then} ${now}`)
  assert.doesNotMatch(machine.config(101), /^(?:parent|snaptime|lock): /m)
  const { path } = await machine.storage.resolve('local:100/vm-100-disk-0.qcow2')
  execFileSync('qemu-img', ['check', '-q', path])
})

test('a template is cloned linked, with EFI settings and TPM state, and the clone starts', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { efidisk0: { file: 'local:1', efitype: '4m' }, tpmstate0: { file: 'local:1', version: 'v2.0' } })
  assert.equal(await machine.request('POST', '/{vmid}/template', { vmid: 100 }), 'OK')
  assert.equal(await clone(machine, 101), 'OK')
  assert.match(machine.config(101), /^virtio0: local:100\/base-100-disk-\d\.qcow2\/101\/vm-101-disk-\d\.qcow2,size=1M$/m)
  assert.match(machine.config(101), /^tpmstate0: local:101\/vm-101-disk-\d\.raw,/m)
  await start(machine, 101)
  await counts(machine, 101)
  assert.equal(await clone(machine, 102, { full: true }), 'OK')
  assert.match(machine.config(102), /^virtio0: local:102\/vm-102-disk-\d\.qcow2,size=1M$/m)
})

test('firmware variables are copied and moved while the firmware uses them', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { efidisk0: { file: 'local:1', efitype: '4m' }, bios: 'ovmf' })
  await start(machine, 100)
  assert.equal(await clone(machine, 101, { storage: 'second' }), 'OK')
  const move = (storage: string) => machine.request('POST', '/{vmid}/move_disk', { vmid: 100, disk: 'efidisk0', storage, delete: true })
  for (const storage of ['second', 'local']) {
    assert.equal(await move(storage), 'OK')
    assert.match(machine.config(100), new RegExp(`^efidisk0: ${storage}:100/vm-100-disk-\\d\\.raw,efitype=4m,size=528K$`, 'm'))
  }
  assert.equal((await machine.storage.ownedBy(100)).length, 2)
  await start(machine, 101)
})
