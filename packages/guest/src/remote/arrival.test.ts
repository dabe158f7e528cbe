import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { MemoryStore } from '@quorate/testing'
import { GuestIndex } from '../guest-index.ts'
import { decideHere, editRecord, reserveId, settleReservation, whereabouts, writeRecord } from './incoming/reservation.ts'
import { unexpectedSections } from './incoming/unexpected-sections.ts'
import { configThere, nameThere, remoteBridges } from './outgoing/config-there.ts'

const session = '0123456789abcdef'
const author = { authid: 'root@pam!move' }
const path = 'nodes/n1/qemu-server/200.conf'
const place = { kind: 'qemu', node: 'n1', vmid: 200 } as const

async function withServices(
  work: (services: { store: MemoryStore; host: ReturnType<typeof realHost>; guests: GuestIndex }) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-remote-'))
  try {
    const store = new MemoryStore({})
    await work({ store, host: realHost(rootAt(folder, 'n1'), () => undefined), guests: new GuestIndex(store) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('the config goes there with the bridges that are there, in all its sections', () => {
  const text =
    'lock: migrate\nnet0: virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=5\nvmstatestorage: fast\n\n[PENDING]\nnet1: e1000,bridge=vmbr1\n'
  assert.deepEqual(remoteBridges(text), ['vmbr0', 'vmbr1'])
  assert.equal(
    configThere(text, bridge => `${bridge}9`, 'qemu'),
    'net0: virtio=BC:24:11:00:00:01,bridge=vmbr09,tag=5\n\n[PENDING]\nnet1: e1000,bridge=vmbr19\n',
  )
})

test('volumes are named for the id that the guest has there', () => {
  assert.equal(nameThere('vm-100-disk-0.qcow2', 100, 200), 'vm-200-disk-0.qcow2')
  assert.equal(nameThere('vm-1000-disk-0', 100, 200), 'vm-1000-disk-0')
  assert.equal(nameThere('subvol-100-disk-1.subvol', 100, 200), 'subvol-200-disk-1.subvol')
})

test('sections of a config that comes are refused which nobody reads now but could later', () => {
  const text = 'memory: 32\n\n[pve:pending]\nmemory: 64\n\n[PENDING]\nlxc.hook.start: /x\n\n[pve:pending]\n\n[before]\n'
  assert.deepEqual(unexpectedSections(text, 'lxc'), ['[PENDING]', '[pve:pending]', '[before]'])
  assert.deepEqual(unexpectedSections('[PENDING]\n\n[special:cloudinit]\n[pve:pending]\n', 'qemu'), ['[pve:pending]'])
})

test('a guest is here from the one change on that makes its config whole, and else its id is free again', () =>
  withServices(async services => {
    const { store, host } = services
    const asked = { kind: 'qemu', vmid: 200, authid: 'root@pam!move' } as const
    assert.equal(await whereabouts(host, session, asked), 'source')
    await writeRecord(host, session, { kind: 'qemu', vmid: 200, authid: 'root@pam!move', state: 'coming' })
    await reserveId(services, author, place, session)
    await assert.rejects(reserveId(services, author, place, session), /already exists/)
    assert.equal(await whereabouts(host, session, asked), 'open')
    for (const other of [{ authid: 'other@pam!move' }, { kind: 'lxc' } as const, { vmid: 201 }])
      await assert.rejects(whereabouts(host, session, { ...asked, ...other }), /another one/)
    assert.equal(await settleReservation(services, place, session), 'source')
    assert.equal(store.read(path), undefined)
    await assert.rejects(decideHere(services, author, place, session, 'memory: 32\n'), /not expected here any more/)

    await reserveId(services, author, place, session)
    await decideHere(services, author, place, session, 'memory: 32\n')
    assert.equal(store.read(path)?.text, 'memory: 32\n')
    assert.equal(await settleReservation(services, place, session), 'target')
    assert.equal(store.read(path)?.text, 'memory: 32\n')
    await editRecord(host, session, 'here')
    assert.equal(await whereabouts(host, session, asked), 'target')
    await editRecord(host, session, 'gone')
    assert.equal(await whereabouts(host, session, asked), 'source')
  }))

test('another guest that got the id meanwhile is not the one that was to come', () =>
  withServices(async services => {
    const { store, host } = services
    await writeRecord(host, session, { kind: 'qemu', vmid: 200, authid: 'root@pam!move', state: 'coming' })
    await reserveId(services, author, place, session)
    await store.update(path, author, () => 'memory: 64\n')
    assert.equal(await settleReservation(services, place, session), 'source')
    await assert.rejects(decideHere(services, author, place, session, 'memory: 32\n'), /not expected here any more/)
    assert.equal(await whereabouts(host, session, { kind: 'qemu', vmid: 200, authid: 'root@pam!move' }), 'open')
    assert.equal(await settleReservation(services, place, session), 'source')
    assert.equal(store.read(path)?.text, 'memory: 64\n')
  }))

test('unlocking what stands for a guest that comes decides nothing', () =>
  withServices(async services => {
    await reserveId(services, author, place, session)
    await services.store.update(path, author, text => String(text).replace('lock: migrate\n', ''))
    assert.equal(await settleReservation(services, place, session), 'source')
  }))
