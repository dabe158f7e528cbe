import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { cleanUpSharedMemory } from './clean-up-shared-memory.ts'
import { readRecord, writeRecord, type RunRecord } from './run-record.ts'

const path = '/dev/shm/pve-shm-ours'

test('memory that guests share under a name goes with the last of them, and with what was in it', async () => {
  const host = fakeHost()
  host.files.put(path, 'secret of a guest')
  host.files.put('/dev/shm/pve-shm-102', 'of another')
  const record = (vmid: number, sharedMemory?: string): RunRecord => ({
    vmid,
    begun: 0,
    sockets: { qmp: '', events: '', vnc: undefined, spice: undefined, serials: {}, agent: undefined, tpm: undefined, pidfile: '' },
    taps: [],
    copies: [],
    volumes: [],
    machine: '',
    qemu: '',
    ...(sharedMemory === undefined ? {} : { sharedMemory }),
  })
  for (const one of [record(100, path), record(101, path), record(102)]) await writeRecord(host, one)
  const end = async (vmid: number) => {
    await cleanUpSharedMemory(host, (await readRecord(host, vmid)) ?? assert.fail())
    await host.files.remove(`${host.root.run}/qemu-server/${vmid}.run`)
  }
  await end(102)
  await end(100)
  assert.ok(await host.files.stat(path), 'another guest still has it')
  await end(101)
  assert.equal(await host.files.stat(path), undefined)
  assert.ok(await host.files.stat('/dev/shm/pve-shm-102'))
})
