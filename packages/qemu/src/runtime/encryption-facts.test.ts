import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { encryptionFacts } from './encryption-facts.ts'

const qemu = '/usr/bin/qemu-system-x86_64'

test('a machine without encryption is found to have none, without a start of QEMU', async () => {
  const host = fakeHost()
  assert.deepEqual(await encryptionFacts(host, qemu), {})
})

test('the kinds that the kernel has on are told, with the numbers that QEMU reads from the processor', async () => {
  const host = fakeHost()
  host.kernel.texts.set('module/kvm_amd/parameters/sev', 'Y')
  host.kernel.texts.set('module/kvm_amd/parameters/sev_es', '1')
  host.kernel.texts.set('module/kvm_amd/parameters/sev_snp', 'N')
  const answers = ['{"return": {}, "id": 0}', '{"return": {"cbitpos": 51, "reduced-phys-bits": 1}, "id": 1}', '{"return": {}, "id": 2}']
  const exec: typeof host.exec = async (_program, _args, options) => {
    for (const line of answers) options?.onLine?.(line, 'stdout')
    return { stdout: '', stderr: '', code: 0 } as never
  }
  assert.deepEqual(await encryptionFacts({ ...host, exec }, qemu), { sev: { kinds: ['std', 'es'], cBitPosition: 51, reducedBits: 1 } })
  answers[1] = '{"error": {"class": "GenericError", "desc": "SEV is not enabled in KVM"}, "id": 1}'
  await assert.rejects(encryptionFacts({ ...host, exec }, qemu), { message: /^amd-sev: QEMU could not ask the processor/ })
})
