import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { MemoryStore } from '@quorate/testing'
import { qemu72 } from '../testing/golden-facts.ts'
import { TrialMachine } from '../testing/trial-machine.ts'
import { qemuCapabilitiesApi } from './capabilities.api.ts'

test('custom CPU models are listed before those of QEMU', { timeout: 60_000 }, async t => {
  if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
  await using machine = await TrialMachine.create()
  const author = { authid: 'root@pam' }
  await machine.store.update('virtual-guest/cpu-models.conf', author, () => 'cpu-model: mine\n\treported-model EPYC\n\ncpu-model: plain\n')
  const list = qemuCapabilitiesApi(machine.services).find(({ spec }) => spec.path === '/nodes/{node}/capabilities/qemu/cpu')
  const rows = (await list?.handler(machine.call(), { node: 'pve' } as never)) as { name: string; custom: number; vendor: string }[]
  assert.deepEqual(rows.slice(0, 3), [
    { name: 'custom-mine', custom: 1, vendor: 'AuthenticAMD' },
    { name: 'custom-plain', custom: 1, vendor: 'default' },
    { name: 'host', custom: 0, vendor: 'default' },
  ])
  for (const name of ['x86-64-v2-AES', 'kvm64', 'EPYC'])
    assert.ok(
      rows.some(row => row.name === name),
      name,
    )
})

test('machines are listed newest first, those with three numbers and QEMU 10 among them', async () => {
  const names = ['pc-q35-4.0.1', 'pc-i440fx-9.2', 'pc-q35-10.0', 'pc-i440fx-10.0', 'pc-q35-4.0', 'pc-q35-4.1', 'microvm']
  const machines = names.map(name => ({ name, cpuMax: 255 }))
  const services = { capabilities: async () => ({ ...qemu72, machines }), store: new MemoryStore({}) }
  const list = qemuCapabilitiesApi(services).find(({ spec }) => spec.path === '/nodes/{node}/capabilities/qemu/machines')
  const rows = (await list?.handler({} as never, { node: 'pve' } as never)) as { id: string }[]
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['pc-i440fx-10.0', 'pc-q35-10.0', 'pc-i440fx-9.2', 'pc-q35-4.1', 'pc-q35-4.0.1', 'pc-q35-4.0'],
  )
})
