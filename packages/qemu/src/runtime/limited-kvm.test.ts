import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { isLimitedKvm } from './limited-kvm.ts'

test('KVM is limited when QEMU cannot enforce the plainest model, and not for any other trouble', async () => {
  const host = fakeHost()
  host.programs.script('qemu-system-x86_64', () => ({ code: 0 }))
  assert.equal(await isLimitedKvm(host), false)
  host.programs.script('qemu-system-x86_64', () => ({ code: 1, stderr: "qemu-system-x86_64: Host doesn't support requested features\n" }))
  assert.equal(await isLimitedKvm(host), true)
  host.programs.script('qemu-system-x86_64', () => ({ code: 1, stderr: 'qemu-system-x86_64: no room\n' }))
  assert.equal(await isLimitedKvm(host), false)
})
