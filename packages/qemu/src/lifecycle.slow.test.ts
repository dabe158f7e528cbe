import assert from 'node:assert/strict'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readGuestConfig } from '@quorate/guest'
import { lastCounter } from './testing/boot-sector-guest.ts'
import { readSerial } from './testing/read-serial.ts'
import { TrialMachine } from './testing/trial-machine.ts'

const counts = (machine: TrialMachine, vmid: number) => readSerial(machine, vmid, text => (lastCounter(text) ?? 0) > 3)

test('a VM is created, started, watched, shut down and removed without a trace', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.match(machine.config(100), /^virtio0: local:100\/vm-100-disk-0\.qcow2,size=1M$/m)
  assert.match(machine.config(100), /^vmgenid: /m)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK', machine.notices.join('\n'))
  await counts(machine, 100)
  const status = (await machine.request('GET', '/{vmid}/status/current', { vmid: 100 })) as Record<string, unknown>
  assert.equal(status['status'], 'running')
  assert.equal(status['qmpstatus'], 'running')
  assert.ok(Number(status['mem']) > 2 ** 20)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'VM 100 already running')
  assert.equal(await machine.request('POST', '/{vmid}/status/shutdown', { vmid: 100, timeout: 20 }), 'OK')
  assert.deepEqual(await readdir(join(machine.folder, 'run/qemu-server')), [])
  const stopped = (await machine.request('GET', '/{vmid}/status/current', { vmid: 100 })) as Record<string, unknown>
  assert.equal(stopped['status'], 'stopped')
  assert.equal(await machine.request('DELETE', '/{vmid}', { vmid: 100, purge: true }), 'OK')
  assert.equal(machine.config(100), '')
  assert.deepEqual(await machine.storage.ownedBy(100), [])
  assert.throws(() => readGuestConfig(machine.store, { node: 'pve', kind: 'qemu', vmid: 100 }), {
    message: "Configuration file 'nodes/pve/qemu-server/100.conf' does not exist",
  })
})

test('a running VM is adopted by the next process, and cleaned up behind when it is killed', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const { pid } = await machine.services.runtime.require(100)
  await machine.shutDownProcess()
  await machine.boot()
  assert.equal((await machine.services.runtime.require(100)).pid, pid)
  assert.equal(machine.statusOf(100), 'running')
  const watched = machine.services.runtime.watched(100)
  machine.host.processes.kill(pid, 'KILL')
  await watched?.gone
  assert.deepEqual(await readdir(join(machine.folder, 'run/qemu-server')), [])
  assert.equal(machine.statusOf(100), 'stopped')
})

test('what ended while no process looked is cleaned up by the next one', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const { pid } = await machine.services.runtime.require(100)
  await machine.shutDownProcess()
  machine.host.processes.kill(pid, 'KILL')
  await machine.host.processes.ended(pid)
  await machine.boot()
  assert.deepEqual(await readdir(join(machine.folder, 'run/qemu-server')), [])
})

test('a full and a linked clone boot, and a moved and a grown disk keep their content', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { net0: { model: 'virtio' } })
  assert.equal(await machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101, name: 'full', full: true }), 'OK')
  assert.notEqual(/net0: .*/.exec(machine.config(100))?.[0], /net0: .*/.exec(machine.config(101))?.[0])
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 101 }), 'OK')
  await counts(machine, 101)
  assert.equal(await machine.request('POST', '/{vmid}/move_disk', { vmid: 101, disk: 'virtio0', storage: 'second', delete: true }), 'OK')
  assert.match(machine.config(101), /^virtio0: second:101\/vm-101-disk-0\./m)
  assert.equal(await machine.request('PUT', '/{vmid}/resize', { vmid: 101, disk: 'virtio0', size: '+1M' }), 'OK')
  assert.match(machine.config(101), /size=2M/)
  await counts(machine, 101)
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 101 }), 'OK')
  assert.equal(
    await machine.request('POST', '/{vmid}/move_disk', { vmid: 101, disk: 'virtio0', storage: 'local', format: 'raw', delete: true }),
    'OK',
  )
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 101 }), 'OK')
  await counts(machine, 101)
  assert.equal(await machine.request('POST', '/{vmid}/template', { vmid: 100 }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/clone', { vmid: 100, newid: 102, name: 'linked' }), 'OK')
  assert.match(machine.config(102), /^virtio0: local:100\/base-100-disk-0\.qcow2\/102\/vm-102-disk-0\.qcow2,size=1M$/m)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 102 }), 'OK')
  await counts(machine, 102)
})

test('snapshots of a stopped and of a running VM can be made, gone back to and removed', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  const snapshot = (name: string) => machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: name, description: 'why' })
  assert.equal(await snapshot('cold'), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await counts(machine, 100)
  assert.equal(await snapshot('warm'), 'OK')
  await counts(machine, 100)
  const rows = (await machine.request('GET', '/{vmid}/snapshot', { vmid: 100 })) as { name: string; parent?: string }[]
  assert.deepEqual(
    rows.map(row => [row.name, row.parent]),
    [
      ['cold', undefined],
      ['warm', 'cold'],
      ['current', 'warm'],
    ],
  )
  assert.equal(await machine.request('DELETE', '/{vmid}/snapshot/{snapname}', { vmid: 100, snapname: 'warm' }), 'OK')
  assert.equal(await machine.request('POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname: 'cold', start: true }), 'OK')
  await counts(machine, 100)
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.equal(await machine.request('DELETE', '/{vmid}/snapshot/{snapname}', { vmid: 100, snapname: 'cold' }), 'OK')
  assert.doesNotMatch(machine.config(100), /parent|\[|lock/)
})

test('a running VM takes what it can at once and keeps the rest pending until it is rebooted', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { ide2: { file: 'none', media: 'cdrom' } })
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await counts(machine, 100)
  const update = (parameters: Record<string, unknown>) => machine.request('PUT', '/{vmid}/config', { vmid: 100, ...parameters })
  await update({ virtio1: { file: 'local:0.01' }, net0: { model: 'virtio' }, cores: 2, name: 'renamed', balloon: 24 })
  assert.match(machine.config(100), /^virtio1: local:100\/vm-100-disk-1\.\w+,size=/m)
  assert.match(machine.config(100), /^net0: virtio=/m)
  const [current = '', pending = ''] = machine.config(100).split('[PENDING]')
  assert.match(current, /^name: renamed$/m)
  assert.match(current, /^balloon: 24$/m)
  assert.equal(pending.trim(), 'cores: 2')
  await update({ virtio0: { file: /virtio0: (\S+?),/.exec(current)?.[1], mbps_rd: 5 } })
  assert.match(machine.config(100).split('[PENDING]')[0] ?? '', /^virtio0: .*mbps_rd=5/m)
  await writeFile(join(machine.folder, 'var/lib/vz/template/iso/a.iso'), Buffer.alloc(4096))
  await update({ ide2: { file: 'local:iso/a.iso', media: 'cdrom' } })
  assert.match(machine.config(100).split('[PENDING]')[0] ?? '', /^ide2: local:iso\/a\.iso,media=cdrom/m)
  await update({ ide2: { file: 'none', media: 'cdrom' } })
  assert.match(machine.config(100).split('[PENDING]')[0] ?? '', /^ide2: none,media=cdrom/m)
  await update({ machine: { type: 'pc-i440fx-99.0' } })
  const refused = await machine.request('POST', '/{vmid}/status/reboot', { vmid: 100, timeout: 20 })
  assert.match(String(refused), /^VM 100 is not rebooted, since it would not start again: machine: /)
  await counts(machine, 100)
  await update({ revert: 'machine' })
  assert.equal(await machine.request('POST', '/{vmid}/status/reboot', { vmid: 100, timeout: 20 }), 'OK')
  assert.match(machine.config(100), /^cores: 2$/m)
  assert.doesNotMatch(machine.config(100), /PENDING/)
  await counts(machine, 100)
})
