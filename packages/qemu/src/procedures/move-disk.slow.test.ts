import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readSerial } from '../testing/read-serial.ts'
import { lastCounter } from '../testing/boot-sector-guest.ts'
import { TrialMachine } from '../testing/trial-machine.ts'

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
  const first = writtenCounter(path, 'qcow2')
  await counts(machine, 100, first + 3)
  assert.ok(writtenCounter(path, 'qcow2') > first, 'the guest writes to the new volume')
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.equal(execFileSync('qemu-img', ['check', '-q', path], { encoding: 'utf8' }), '')
})
