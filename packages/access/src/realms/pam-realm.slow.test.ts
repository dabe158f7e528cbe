import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findProgram, realHost, rootAt } from '@quorate/host'
import { pamRealm } from './pam-realm.ts'

const user = 'quoratetest'
const namespace = 'mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/shadow" /etc/shadow && exec "$2" "$3" "$1" "$4"'
const script = join(import.meta.dirname, '../testing/pam-check.ts')

test('a user of the machine is checked by PAM, with the password on standard input', async t => {
  const missing = ['pamtester', 'unshare', 'openssl'].filter(program => !findProgram(program))
  if (missing.length || process.getuid?.() !== 0) return t.skip(`needs root and ${missing.join(', ') || 'nothing else'}`)
  const folder = await mkdtemp(join(tmpdir(), 'quorate-pam-'))
  t.after(() => rm(folder, { recursive: true }))
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: 'pass \'word"$x\n' }).toString().trim()
  await writeFile(join(folder, 'passwd'), `${await readFile('/etc/passwd', 'utf8')}${user}:x:64999:64999::/nonexistent:/bin/false\n`)
  await writeFile(join(folder, 'shadow'), `${await readFile('/etc/shadow', 'utf8')}${user}:${hash}:19000:0:99999:7:::\n`, { mode: 0o600 })
  const check = (name: string, password: string) =>
    spawnSync('unshare', ['-m', 'sh', '-c', namespace, 'sh', folder, process.execPath, script, name], { input: password, encoding: 'utf8' })
  const right = check(user, 'pass \'word"$x')
  if (/unshare failed|permission denied/i.test(right.stderr)) return t.skip('this machine allows no mount namespace')
  assert.equal(right.stdout.trim(), 'true', right.stderr)
  assert.equal(check(user, 'wrong').stdout.trim(), 'false')
  assert.equal(check('nosuchuser', 'wrong').stdout.trim(), 'false')
  assert.equal(check(user, 'pass \'word"$x\nmore').stdout.trim(), 'false')
})

test('a name that could be an option or a path is no user', async () => {
  const realm = pamRealm(realHost(rootAt(join(tmpdir(), 'quorate-none'), 'pve')))
  for (const name of ['-I', '../x', 'a b', '', 'x'.repeat(40)]) await assert.rejects(realm.check(name, 'x'), /is no user name/)
})
