import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { encryptionFacts } from './encryption-facts.ts'

const qemu = '/usr/bin/qemu-system-x86_64'

test('a machine without encryption is found to have none, without a start of QEMU', async () => {
  const host = fakeHost()
  assert.deepEqual(await encryptionFacts(host, qemu), {})
})
