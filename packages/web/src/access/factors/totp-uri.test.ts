import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base32, grouped, newSecret, totpUri } from './totp-uri.ts'

test('bytes become the letters of RFC 4648', () => {
  const encode = (text: string) => base32(new TextEncoder().encode(text))
  assert.deepEqual(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(encode), ['MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'])
})

test('a secret has 160 bits and is another each time', () => {
  assert.match(newSecret(), /^[A-Z2-7]{32}$/)
  assert.notEqual(newSecret(), newSecret())
})

test('the address that apps read names issuer and user, whatever is in their names', () => {
  const url = new URL(totpUri({ secret: 'ABCD', userid: 'joe&co@pve', issuer: 'Quorate – lab' }))
  assert.equal(url.protocol, 'otpauth:')
  assert.equal(url.searchParams.get('issuer'), 'Quorate – lab')
  assert.match(decodeURIComponent(url.href), /totp\/Quorate – lab:joe&co@pve\?/)
})

test('a secret to be typed comes in groups', () => {
  assert.equal(grouped('ABCDEFGHI'), 'ABCD EFGH I')
})
