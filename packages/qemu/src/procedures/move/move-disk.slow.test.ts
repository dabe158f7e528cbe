import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pathInUse } from '../../hot/disk-node.ts'
import { settleMove } from './settle-move.ts'
import { readSerial } from '../../testing/read-serial.ts'
import { lastCounter } from '../../testing/boot-sector-guest.ts'
import { TrialMachine } from '../../testing/trial-machine.ts'

const counts = (machine: TrialMachine, vmid: number, from = 3) => readSerial(machine, vmid, text => (lastCounter(text) ?? 0) > from)
const move = (machine: TrialMachine, disk: string, more: Record<string, unknown>) =>
  machine.request('POST', '/{vmid}/move_disk', { vmid: 100, disk, ...more })

/** Nodes, jobs and state of the running machine. */
async function inside(machine: TrialMachine, vmid: number) {
  return await machine.services.runtime.qmp(vmid, async client => ({
    nodes: (await client.execute('query-named-block-nodes', { flat: true })).map(node => node['node-name'] ?? '').toSorted(),
    jobs: (await client.execute('query-jobs')).map(job => job.id),
    status: (await client.execute('query-status')).status,
  }))
}

/** The counter that the boot sector guest writes to the second sector of its disk. */
function writtenCounter(path: string, format: string): number {
  const raw = `${path}.look`
  execFileSync('qemu-img', ['convert', '-U', '-f', format, '-O', 'raw', path, raw])
  return readFileSync(raw).readUInt32LE(512)
}

test('a disk moves under a running guest, to other storages and formats and back, with its settings', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await counts(machine, 100)
  const before = await inside(machine, 100)
  for (const [storage, format, options] of [
    ['second', 'raw', { delete: true }],
    ['second', 'qcow2', { delete: true }],
    ['local', undefined, {}],
  ] as const) {
    assert.equal(await move(machine, 'virtio0', { storage, ...(format ? { format } : {}), ...options }), 'OK')
    assert.match(machine.config(100), new RegExp(`^virtio0: ${storage}:100/vm-100-disk-\\d\\.${format ?? 'qcow2'},size=1M$`, 'm'))
    const now = await inside(machine, 100)
    assert.deepEqual([now.nodes.length, now.jobs, now.status], [before.nodes.length, [], 'running'])
    await counts(machine, 100)
  }
  assert.match(machine.config(100), /^unused0: second:100\/vm-100-disk-\d\.qcow2$/m)
  const volid = /^virtio0: ([^,]+)/m.exec(machine.config(100))?.[1] ?? ''
  const { path } = await machine.storage.resolve(volid)
  assert.equal(await machine.services.runtime.qmp(100, client => pathInUse(client, 'virtio0')), path)
  const first = writtenCounter(path, 'qcow2')
  await counts(machine, 100, first + 3)
  assert.ok(writtenCounter(path, 'qcow2') > first, 'the guest writes to the new volume')
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.equal(execFileSync('qemu-img', ['check', '-q', path], { encoding: 'utf8' }), '')
})

/** A running VM with 64 MiB of data on a second disk, and the small storage `tiny`. */
async function withBigDisk(machine: TrialMachine): Promise<void> {
  const image = join(machine.folder, 'data.raw')
  writeFileSync(image, randomBytes(64 << 20))
  await machine.addGuest(100, { scsi1: { file: 'local:0', 'import-from': image, format: 'qcow2' } })
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
}

test('a move that is aborted leaves the disk where it was and nothing else', async () => {
  await using machine = await TrialMachine.create()
  await withBigDisk(machine)
  const [before, text] = [await inside(machine, 100), machine.config(100)]
  const moving = move(machine, 'scsi1', { storage: 'second', bwlimit: 8192 })
  let upid: string | undefined
  for (let tries = 0; tries < 200 && !(await inside(machine, 100)).jobs.length; tries += 1) await pause(20)
  upid = machine.engine.active().at(-1)?.upid
  assert.ok(upid)
  machine.engine.stop(upid, 'root@pam')
  assert.match(String(await moving), /abort|interrupt/)
  assert.deepEqual(await inside(machine, 100), before)
  assert.equal(machine.config(100), text)
  assert.deepEqual(await machine.storage.list('second'), [])
  const begun = performance.now()
  assert.equal(await move(machine, 'scsi1', { storage: 'second', bwlimit: 32768 }), 'OK')
  const seconds = (performance.now() - begun) / 1000
  assert.ok(seconds > 1.5, `64 MiB at 32 MiB/s took ${seconds} s`)
})

test('a move onto a storage that is too small is undone', { skip: process.getuid?.() === 0 ? false : 'mounting needs root' }, async () => {
  await using machine = await TrialMachine.create()
  const tiny = join(machine.folder, 'tiny')
  mkdirSync(tiny)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', tiny])
  try {
    await machine.store.update('storage.cfg', { authid: 'root@pam' }, now => `${now}\ndir: tiny\n\tpath ${tiny}\n\tcontent images\n`)
    await withBigDisk(machine)
    const [before, text] = [await inside(machine, 100), machine.config(100)]
    assert.match(String(await move(machine, 'scsi1', { storage: 'tiny' })), /no space left on the storage/)
    assert.deepEqual(await inside(machine, 100), before)
    assert.match(
      String(await machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101, storage: 'tiny' })),
      /no space left on the storage/,
    )
    assert.deepEqual(await inside(machine, 100), before)
    assert.deepEqual([machine.config(100), machine.config(101)], [text, ''])
    assert.deepEqual(await machine.storage.list('tiny'), [])
  } finally {
    execFileSync('umount', ['-l', tiny])
  }
})

test('a VM that ends while its disk moves keeps it where it was', async () => {
  await using machine = await TrialMachine.create()
  await withBigDisk(machine)
  const text = machine.config(100)
  const moving = move(machine, 'scsi1', { storage: 'second', bwlimit: 8192 })
  for (let tries = 0; tries < 200 && !(await inside(machine, 100)).jobs.length; tries += 1) await pause(20)
  machine.host.processes.kill((await machine.services.runtime.require(100)).pid, 'KILL')
  assert.match(String(await moving), /the VM ended while its disk was copied/)
  assert.equal(machine.config(100), text)
  assert.deepEqual(await machine.storage.list('second'), [])
})

test('what cannot be moved is refused before there is a task', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { tpmstate0: { file: 'local:1', version: 'v2.0' }, ide3: { file: 'none', media: 'cdrom' } })
  const refused = (disk: string, more: Record<string, unknown>, reason: RegExp) =>
    assert.rejects(() => move(machine, disk, more), reason, disk)
  await refused('scsi5', { storage: 'second' }, /disk 'scsi5' does not exist/)
  await refused('ide3', { storage: 'second' }, /can't move a cdrom/)
  await refused('virtio0', { storage: 'local' }, /same storage with same format/)
  await refused('virtio0', { storage: 'local', format: 'qcow2' }, /same storage with same format/)
  await refused('virtio0', { storage: 'none' }, /storage 'none' does not exist/)
  await refused('tpmstate0', { storage: 'second', format: 'qcow2' }, /only be of format 'raw'/)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await refused('tpmstate0', { storage: 'second' }, /while it is running/)
})

test('a disk with a thread and limits of its own moves and is cloned, and keeps both', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, {
    virtio0: { file: 'local:0', 'import-from': await machine.bootImage(), format: 'qcow2', iothread: true, mbps: 100 },
    scsi0: { file: 'local:0.01', iothread: true },
    scsihw: 'virtio-scsi-single',
  })
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await counts(machine, 100)
  for (const [disk, storage] of [
    ['virtio0', 'second'],
    ['scsi0', 'second'],
    ['virtio0', 'local'],
  ] as const) {
    assert.equal(await move(machine, disk, { storage, delete: true }), 'OK')
  }
  await counts(machine, 100)
  assert.equal(await machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101 }), 'OK')
  await counts(machine, 100)
})

test('a move whose process dies after the exchange is completed by the next one', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await counts(machine, 100)
  const from = 'local:100/vm-100-disk-0.qcow2'
  assert.equal(await move(machine, 'virtio0', { storage: 'second' }), 'OK')
  const to = 'second:100/vm-100-disk-0.qcow2'
  // As the journal has it when the process is killed right before the config is written, or right after.
  const trace = {
    vmid: 100,
    key: 'virtio0',
    from,
    to,
    size: 1 << 20,
    deleteSource: false,
    fresh: ['fmt-virtio0-2', 'file-virtio0-2'],
    former: [],
  }
  const undo = settleMove(machine.services)
  const after = machine.config(100)
  await undo({ ...trace }, { log: () => undefined })
  assert.equal(machine.config(100), after)
  const before = after.replace(`virtio0: ${to}`, `virtio0: ${from}`).replace(/^unused0: .*\n/m, '')
  await machine.store.update('nodes/pve/qemu-server/100.conf', { authid: 'root@pam' }, () => before)
  await undo({ ...trace }, { log: () => undefined })
  assert.equal(machine.config(100), after)
  assert.ok(await machine.storage.exists(to))
  await counts(machine, 100)
})
