import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { rootAt } from '@quorate/host'
import { setTrialRootPassword, verifyTrialRootPassword } from './root-password.ts'

test('a trial gets a password once, which stays until another is given', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-access-'))
  t.after(() => rm(folder, { recursive: true }))
  const root = rootAt(folder, 'pve')
  assert.equal(await verifyTrialRootPassword(root, ''), false)
  const { generated = '' } = await setTrialRootPassword(root)
  assert.ok(generated.length >= 16)
  assert.equal(await verifyTrialRootPassword(root, generated), true)
  assert.deepEqual(await setTrialRootPassword(root), {})
  assert.equal(await verifyTrialRootPassword(root, generated), true)
  assert.deepEqual(await setTrialRootPassword(root, 'chosen'), {})
  assert.equal(await verifyTrialRootPassword(root, 'chosen'), true)
  assert.equal(await verifyTrialRootPassword(root, generated), false)
  const file = join(root.state, 'root-password')
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.ok(!(await readFile(file, 'utf8')).includes('chosen'))
})

test('the root of the machine itself has no trial password', async () => {
  await assert.rejects(setTrialRootPassword(rootAt('/', 'pve'), 'x'), /machine's own root/)
})
