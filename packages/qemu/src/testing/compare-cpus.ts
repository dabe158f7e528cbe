import assert from 'node:assert/strict'
import type { VmPlan } from '../plan/vm-plan.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { optionsNamed } from './command-words.ts'

/** Settings that QEMU keeps as they are given; a flag it may take back where the processor cannot do it. */
const kept = /^(?:hv[_-]|phys-bits$|kvm$)/

/** Compares number, model and settings of the processors, and the memory, with the plan. */
export async function compareCpus(client: QmpClient, argv: readonly string[], plan: VmPlan): Promise<void> {
  const cpus = await client.execute('query-cpus-fast')
  const { sockets, cores, fixed, devices } = plan.cpus
  assert.equal(cpus.length, fixed + devices.length, 'processors')
  assert.ok(cpus.length <= sockets * cores)
  const [setting = {}] = optionsNamed(argv, '-cpu', 'model')
  const path = cpus[0]?.['qom-path'] ?? ''
  const type = (await client.execute('qom-get', { path, property: 'type' })) as string
  assert.equal(type, `${String(setting['model'])}-x86_64-cpu`)
  for (const [name, value] of Object.entries(setting)) {
    if (!kept.test(name)) continue
    const shown = await client.execute('qom-get', { path, property: name.replaceAll('_', '-') })
    if (typeof shown === 'boolean') assert.equal(shown, value === 'on', `${name} of the processor`)
    else
      assert.equal(
        typeof shown === 'string' ? shown : Number(shown),
        typeof shown === 'string' ? value : Number(value),
        `${name} of the processor`,
      )
  }
  const memory = await client.execute('query-memory-size-summary')
  assert.equal((memory['base-memory'] + (memory['plugged-memory'] ?? 0)) / 2 ** 20, plan.memory.mebibytes, 'MiB of memory')
}
