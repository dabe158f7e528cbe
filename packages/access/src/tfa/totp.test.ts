import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchTotp, parseTotpUri, totpCode } from './totp.ts'

const secrets = {
  sha1: '12345678901234567890',
  sha256: '12345678901234567890123456789012',
  sha512: '1234567890123456789012345678901234567890123456789012345678901234',
}

test('the codes of RFC 6238 come out', () => {
  const expected: [keyof typeof secrets, number, string][] = [
    ['sha1', 59, '94287082'],
    ['sha256', 59, '46119246'],
    ['sha512', 59, '90693936'],
    ['sha1', 1111111109, '07081804'],
    ['sha256', 2000000000, '90698825'],
    ['sha512', 20000000000, '47863826'],
  ]
  for (const [algorithm, time, code] of expected) {
    assert.equal(totpCode({ secret: Buffer.from(secrets[algorithm]), algorithm, digits: 8, period: 30 }, Math.floor(time / 30)), code)
  }
})

test('a code of the step before or after counts, an older one does not', () => {
  const totp = parseTotpUri('otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const now = 1_800_000_000_000
  const step = now / 30_000
  for (const shift of [-1, 0, 1]) assert.equal(matchTotp(totp, totpCode(totp, step + shift), now), step + shift)
  assert.equal(matchTotp(totp, totpCode(totp, step - 2), now), undefined)
  for (const odd of ['', '12345', '1234567', 'abcdef']) assert.equal(matchTotp(totp, odd, now), undefined)
})

test('a URI is read with its settings, and refused with the reason', () => {
  const totp = parseTotpUri('otpauth://totp/A:b?secret=gezd%20gnbv-gy3tqojqgezdgnbvgy3tqojq&algorithm=SHA256&digits=8&period=60&issuer=A')
  assert.equal(totp.secret.toString(), '12345678901234567890')
  assert.deepEqual([totp.algorithm, totp.digits, totp.period], ['sha256', 8, 60])
  for (const uri of [
    '',
    'http://x',
    'otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ',
    'otpauth://totp/x',
    'otpauth://totp/x?secret=1',
    'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=3',
  ]) {
    assert.throws(() => parseTotpUri(uri), { status: 400 })
  }
})
