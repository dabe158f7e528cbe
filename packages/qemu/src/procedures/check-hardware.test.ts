import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { fakeHost, MemoryStore } from '@quorate/testing'
import { qemu72 } from '../testing/golden-facts.ts'
import { checkBalloon, checkCpuModel } from './check-hardware.ts'

const refusal = (key: string, text: RegExp) => (error: { errors?: Record<string, string> }) => text.test(error.errors?.[key] ?? '')

test('a CPU model is one that QEMU knows, a level, or one of the own list', async () => {
  const store = new MemoryStore({ 'virtual-guest/cpu-models.conf': 'cpu-model: small\n\treported-model Haswell\n' })
  const services = { store, host: fakeHost(), capabilities: async () => qemu72 }
  for (const text of ['host', 'cputype=EPYC,flags=+aes', 'x86-64-v2-AES', 'qemu64', 'custom-small', 'flags=+aes', undefined]) {
    await checkCpuModel(services, text)
  }
  await assert.rejects(checkCpuModel(services, 'bogus,hidden=1'), refusal('cpu', /does not know the model 'bogus'/))
  await assert.rejects(checkCpuModel(services, 'custom-large'), refusal('cpu', /no CPU model 'large'/))
})

test('a balloon fits into the memory that the VM will have', () => {
  const config = parseGuestConfig('balloon: 256\nmemory: 512\n\n[PENDING]\nmemory: 1024\n')
  checkBalloon(config, new Map([['balloon', '1024']]))
  checkBalloon(config, new Map([['memory', '256']]))
  checkBalloon(config, new Map([['cores', '2']]))
  checkBalloon(config, new Map([['memory', '128']]), ['balloon'])
  assert.throws(() => checkBalloon(config, new Map([['balloon', '1025']])), refusal('balloon', /too large/))
  assert.throws(() => checkBalloon(config, new Map([['memory', 'current=128']])), refusal('memory', /256 of 128 MiB/))
  assert.throws(() => checkBalloon(undefined, new Map([['balloon', '600']])), refusal('balloon', /600 of 512/))
})
