import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
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
