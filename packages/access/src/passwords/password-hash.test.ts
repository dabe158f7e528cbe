import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { hashPassword, verifyPassword } from './password-hash.ts'

test('a new hash fits its password only, and is salted', async () => {
  const hash = await hashPassword('pässword')
  assert.match(hash, /^\$scrypt\$ln=15,r=8,p=1\$/)
  assert.equal(await verifyPassword('pässword', hash), true)
  assert.equal(await verifyPassword('passwort', hash), false)
  assert.notEqual(await hashPassword('pässword'), hash)
})

test('the published examples of SHA-crypt fit', async () => {
  const examples: [string, string][] = [
    ['Hello world!', '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'],
    ['Hello world!', '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1'],
  ]
  for (const [password, hash] of examples) {
    assert.equal(await verifyPassword(password, hash), true, hash)
    assert.equal(await verifyPassword(`${password}x`, hash), false)
  }
})

test('hashes made by the machine with other lengths and rounds fit', async t => {
  const make = (method: string, password: string, ...more: string[]) =>
    execFileSync('openssl', ['passwd', `-${method}`, ...more, '-stdin'], { input: `${password}\n` })
      .toString()
      .trim()
  try {
    execFileSync('openssl', ['version'])
  } catch {
    return t.skip('openssl is not installed')
  }
  for (const method of ['5', '6']) {
    for (const password of ['a', 'secret', 'ünïcödé', 'x'.repeat(31), 'y'.repeat(64), 'z'.repeat(127)]) {
      assert.equal(await verifyPassword(password, make(method, password)), true, `$${method}$ ${password}`)
    }
    assert.equal(await verifyPassword('secret', make(method, 'secret', '-salt', 'rounds=1234$abcd')), true)
  }
})

test('what is no known hash fits no password', async () => {
  for (const hash of ['', '*', '!', '$1$x$y', '$5$', '$6$salt$', '$5$rounds=999999999$a$b', '$scrypt$ln=31,r=8,p=1$AA$AA', 'plain']) {
    assert.equal(await verifyPassword('', hash), false)
    assert.equal(await verifyPassword('plain', hash), false)
  }
})
