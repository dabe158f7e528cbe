import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { createAuthority, createCertificate, fingerprint, needsRenewal } from './certificates.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-cert-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const host = realHost(rootAt(folder, 'pve'), () => undefined)

test('a node certificate is signed by the authority and names the node and its addresses', async () => {
  const authority = await createAuthority(host, 'c0ffee')
  const pair = await createCertificate(host, { authority, node: 'pve1', names: ['pve1.example.org', '192.0.2.7', 'fe80::1%eth0'] })
  const top = new X509Certificate(authority.cert)
  const certificate = new X509Certificate(pair.cert)
  assert.ok(top.ca)
  assert.ok(certificate.checkIssued(top) && certificate.verify(top.publicKey))
  for (const name of ['pve1', 'localhost', 'pve1.example.org']) assert.equal(certificate.checkHost(name), name)
  for (const address of ['127.0.0.1', '::1', '192.0.2.7', 'fe80::1']) assert.equal(certificate.checkIP(address), address)
  assert.match(fingerprint(pair.cert), /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  const now = Date.now()
  assert.equal(needsRenewal(pair.cert, ['pve1', '192.0.2.7'], now), false)
  assert.equal(needsRenewal(pair.cert, ['pve1', '192.0.2.8'], now), true)
  assert.equal(needsRenewal(pair.cert, ['pve1'], now + 710 * 86_400_000), true)
})

test('a name that would carry other extensions into the certificate is refused', async () => {
  const authority = await createAuthority(host, 'c0ffee')
  await assert.rejects(createCertificate(host, { authority, node: 'pve', names: ['a,DNS:evil'] }), /neither a host name/)
})
