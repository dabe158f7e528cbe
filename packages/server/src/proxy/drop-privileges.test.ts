import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { proxyAccount } from './drop-privileges.ts'

test('a root process becomes an ordinary user for good, without root groups', async t => {
  if (process.getuid?.() !== 0) return t.skip('needs to be root')
  const code = `
    import { dropPrivileges } from ${JSON.stringify(join(import.meta.dirname, 'drop-privileges.ts'))}
    dropPrivileges()
    let back = 'no way back'
    try { process.setuid(0); back = 'root again' } catch {}
    console.log(JSON.stringify([process.getuid(), process.getgid(), process.getgroups(), back]))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code])
  const { uid, gid } = proxyAccount()
  assert.deepEqual(JSON.parse(stdout), [uid, gid, [gid], 'no way back'])
})

test('root and unknown users are refused', () => {
  assert.throws(() => proxyAccount('root'), /must not run as 'root'/)
  assert.throws(() => proxyAccount('nobody-of-this-name'), /no user/)
})
