import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readSerial } from '../testing/read-serial.ts'
import { TrialMachine } from '../testing/trial-machine.ts'

const pool = '/sys/devices/system/node/node0/hugepages/hugepages-2048kB'
const count = (name: string) => Number(readFileSync(`${pool}/${name}`, 'utf8'))
const vmid = 900_000_000 + (process.pid % 90_000_000)

/** Huge pages are the machine's: a test leaves as many as it found. */
function canSetAside(t: TestContext): boolean {
  if (process.getuid?.() !== 0 || !existsSync(pool)) {
    t.skip('setting huge pages aside needs root and a kernel that has them')
    return false
  }
  const before = count('nr_hugepages')
  writeFileSync(`${pool}/nr_hugepages`, String(before + 40))
  const able = count('nr_hugepages') === before + 40
  writeFileSync(`${pool}/nr_hugepages`, String(before))
  if (!able) t.skip('the memory of this machine is too full or too scattered for huge pages')
  return able
}

const paged = { memory: { current: 32 }, numa: true, hugepages: '2' }

async function start(machine: TrialMachine): Promise<unknown> {
  return await machine.request('POST', '/{vmid}/status/start', { vmid })
}

test('memory in huge pages: set aside for a start, given back at the end, or kept for the next start', { timeout: 60_000 }, async t => {
  if (!canSetAside(t)) return
  const found = count('nr_hugepages')
  await using machine = await TrialMachine.create()
  await machine.addGuest(vmid, paged)
  assert.equal(await start(machine), 'OK')
  await readSerial(machine, vmid, text => /^[0-9A-F]{8}\r?$/m.test(text))
  assert.equal(count('nr_hugepages') - found, 16)
  const { pid } = await machine.services.runtime.require(vmid)
  assert.match(readFileSync(`/proc/${pid}/smaps`, 'utf8'), /KernelPageSize:\s+2048 kB/)
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid }), 'OK')
  assert.equal(count('nr_hugepages'), found)
  assert.equal(existsSync(join(machine.folder, `run/qemu-server/${vmid}.hugepages`)), false)

  assert.equal(await start(machine), 'OK')
  await machine.request('PUT', '/{vmid}/config', { vmid, keephugepages: true })
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid }), 'OK')
  assert.equal(count('nr_hugepages') - found, 16)
  await machine.request('PUT', '/{vmid}/config', { vmid, keephugepages: false })
  assert.equal(await start(machine), 'OK')
  assert.equal(count('nr_hugepages') - found, 16)
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid }), 'OK')
  // Those that an earlier run kept are not this run's to give back.
  assert.equal(count('nr_hugepages') - found, 16)
  writeFileSync(`${pool}/nr_hugepages`, String(found))
})

test('a guest whose start fails leaves the pages as they were, and a node that has not so many says so', { timeout: 60_000 }, async t => {
  if (!canSetAside(t)) return
  const found = count('nr_hugepages')
  await using machine = await TrialMachine.create()
  await machine.addGuest(vmid, paged)
  await machine.request('PUT', '/{vmid}/config', { vmid, args: '-no-such-option' })
  assert.match(String(await start(machine)), /QEMU did not start/)
  assert.equal(count('nr_hugepages'), found)
  await machine.request('PUT', '/{vmid}/config', { vmid, delete: 'args', memory: { current: 64 * 2 ** 20 } })
  assert.match(
    String(await start(machine)),
    /hugepages: \d+ more pages of 2 MiB are needed, but node pve has only \d+ MiB of memory available/,
  )
  assert.equal(count('nr_hugepages'), found)
})

test('modules of a running guest come from huge pages too, and go back', { timeout: 60_000 }, async t => {
  if (!canSetAside(t)) return
  const found = count('nr_hugepages')
  await using machine = await TrialMachine.create()
  await machine.addGuest(vmid, { ...paged, memory: { current: 1024 }, hotplug: 'memory' })
  assert.equal(await start(machine), 'OK')
  assert.equal(count('nr_hugepages') - found, 512)
  await machine.request('PUT', '/{vmid}/config', { vmid, memory: { current: 1536 } })
  assert.equal(count('nr_hugepages') - found, 768)
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid }), 'OK')
  assert.equal(count('nr_hugepages'), found)
})
