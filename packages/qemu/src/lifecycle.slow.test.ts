import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { readGuestConfig } from '@quorate/guest'
import { lastCounter } from './testing/boot-sector-guest.ts'
import { TrialMachine } from './testing/trial-machine.ts'

async function readSerial(machine: TrialMachine, vmid: number, enough: (text: string) => boolean): Promise<string> {
  const vm = await machine.services.runtime.require(vmid)
  const socket = connect(vm.record.sockets.serials['serial0'] as string)
  let text = ''
  try {
    for await (const chunk of socket) {
      text += String(chunk)
      if (enough(text)) return text
    }
    return text
  } finally {
    socket.destroy()
  }
}

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
