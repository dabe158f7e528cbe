import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { realHost, rootAt } from '@quorate/host'
import { MemoryStore } from '@quorate/testing'
import { accessProblems } from './incoming/check-incoming.ts'
import { readRequest } from './incoming/read-request.ts'
import { decideHere, editRecord, reserveId, settleReservation, whereabouts, writeRecord } from './incoming/reservation.ts'
import { bridgesOf, configThere, nameThere } from './outgoing/config-there.ts'

const session = '0123456789abcdef'
const author = { authid: 'root@pam!move' }
const path = 'nodes/n1/qemu-server/200.conf'

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
  assert.deepEqual(bridgesOf(text), ['vmbr0', 'vmbr1'])
  assert.equal(
    configThere(text, bridge => `${bridge}9`),
    'net0: virtio=BC:24:11:00:00:01,bridge=vmbr09,tag=5\n\n[PENDING]\nnet1: e1000,bridge=vmbr19\n',
  )
})

test('volumes are named for the id that the guest has there', () => {
  assert.equal(nameThere('vm-100-disk-0.qcow2', 100, 200), 'vm-200-disk-0.qcow2')
  assert.equal(nameThere('vm-1000-disk-0', 100, 200), 'vm-1000-disk-0')
})

test('a request of another cluster is read with care', () => {
  const volume = { volid: 'local:100/a.raw', kind: 'copy', storage: 'local', name: 'vm-200-disk-0.raw', sizeBytes: 1024 }
  const request = { config: 'memory: 32\n', volumes: [volume], source: 'n1', upid: 'UPID' }
  assert.equal(readRequest(request, session).session, session)
  assert.deepEqual(readRequest({ ...request, volumes: [{ ...volume, fileBytes: 4096 }] }, session).volumes, [volume])
  const running = { standing: 'running', processor: '', form: { machine: 'pc', cpu: 'kvm64', nicMtus: { net0: 1500 } } }
  assert.deepEqual(readRequest({ ...request, running: { ...running, form: { ...running.form, incoming: 'x' } } }, session).running, running)
  const broken: unknown[] = [
    undefined,
    { ...request, config: 5 },
    { ...request, volumes: [{ ...volume, kind: 'file' }] },
    { ...request, volumes: [{ ...volume, storage: '../x' }] },
    { ...request, volumes: [{ ...volume, name: '../../etc/passwd' }] },
    { ...request, volumes: [{ ...volume, key: 'scsi0,x=y' }] },
    { ...request, volumes: [{ ...volume, sizeBytes: -1 }] },
    { ...request, volumes: [volume, volume] },
    { ...request, volumes: [{ ...volume, volid: '__proto__' }] },
    { ...request, upid: 'UPID\nTASK OK' },
    { ...request, running: { ...running, form: { machine: 'pc' } } },
    { ...request, running: { ...running, form: { ...running.form, nicMtus: { net0: ['1500,romfile=/etc/shadow'] } } } },
  ]
  for (const one of broken) assert.throws(() => readRequest(one, session), /the source asks for what cannot be/)
})

test('a guest is here from the one change on that makes its config whole, and else its id is free again', () =>
  withServices(async services => {
    const { store, host } = services
    assert.equal(await whereabouts(host, session, 200, 'root@pam!move'), 'source')
    await writeRecord(host, session, { vmid: 200, authid: 'root@pam!move', state: 'coming' })
    await reserveId(services, author, 200, session)
    await assert.rejects(reserveId(services, author, 200, session), /already exists/)
    assert.equal(await whereabouts(host, session, 200, 'root@pam!move'), 'open')
    await assert.rejects(whereabouts(host, session, 200, 'other@pam!move'), /another one/)
    assert.equal(await settleReservation(services, 200, session), 'source')
    assert.equal(store.read(path), undefined)
    await assert.rejects(decideHere(services, author, 200, session, 'memory: 32\n'), /not expected here any more/)

    await reserveId(services, author, 200, session)
    await decideHere(services, author, 200, session, 'memory: 32\n')
    assert.equal(store.read(path)?.text, 'memory: 32\n')
    assert.equal(await settleReservation(services, 200, session), 'target')
    assert.equal(store.read(path)?.text, 'memory: 32\n')
    await editRecord(host, session, 'here')
    assert.equal(await whereabouts(host, session, 200, 'root@pam!move'), 'target')
    await editRecord(host, session, 'gone')
    assert.equal(await whereabouts(host, session, 200, 'root@pam!move'), 'source')
  }))

test('another guest that got the id meanwhile is not the one that was to come', () =>
  withServices(async services => {
    const { store, host } = services
    await writeRecord(host, session, { vmid: 200, authid: 'root@pam!move', state: 'coming' })
    await reserveId(services, author, 200, session)
    await store.update(path, author, () => 'memory: 64\n')
    assert.equal(await settleReservation(services, 200, session), 'source')
    await assert.rejects(decideHere(services, author, 200, session, 'memory: 32\n'), /not expected here any more/)
    assert.equal(await whereabouts(host, session, 200, 'root@pam!move'), 'open')
    assert.equal(await settleReservation(services, 200, session), 'source')
    assert.equal(store.read(path)?.text, 'memory: 64\n')
  }))

test('unlocking what stands for a guest that comes decides nothing', () =>
  withServices(async services => {
    await reserveId(services, author, 200, session)
    await services.store.update(path, author, text => String(text).replace('lock: migrate\n', ''))
    assert.equal(await settleReservation(services, 200, session), 'source')
  }))

test('nothing comes in that would be read later without having been looked at', () => {
  const call = { caller: { authid: 'a@pve!t', root: false }, authorize: () => undefined } as unknown as Call
  const problems = (config: string) => accessProblems(call, readRequest({ config, volumes: [], source: 'n1', upid: 'UPID' }, session))
  assert.deepEqual(problems('memory: 32\nide2: none,media=cdrom\n\n[PENDING]\nmemory: 64\n\n[special:cloudinit]\nname: a\n'), [])
  const refused = [
    'cdrom: /etc/shadow\n',
    'args: -x\n',
    'memory: 32\n[PENDING]\nargs: -x\n',
    'memory: 32\n[PENDING]\nargs: -x\n\n[PENDING]\nmemory: 64\n',
    'memory: 32\n[PENDING]\nargs: -x\n\n[pve:pending]\nmemory: 64\n',
    'memory: 32\n[before]\nmemory: 64\n',
  ]
  for (const config of refused) assert.equal(problems(config).length, 1, config)
})
