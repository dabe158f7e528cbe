import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from 'node:tls'
import { Product } from '../product.ts'

function shownCertificate(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw).subject)
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

test('a certificate that an operator puts in place is shown without a restart of the product', async t => {
  if (process.getuid?.() !== 0) return t.skip('the config tree is mounted only for root')
  const product = new Product()
  const folder = mkdtempSync(join(tmpdir(), 'quorate-cert-'))
  t.after(async () => {
    await product.destroy()
    rmSync(folder, { recursive: true })
  })
  await product.start()
  const place = join(product.root, 'etc/pve/nodes', product.node)
  if (!existsSync(join(place, 'pve-ssl.pem'))) return t.skip('the config tree cannot be mounted on this machine')
  assert.match(await shownCertificate(product.port), /CN=pve/)
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=console.example.org']
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  })
  writeFileSync(join(place, 'pveproxy-ssl.pem'), readFileSync(cert))
  writeFileSync(join(place, 'pveproxy-ssl.key'), readFileSync(key))
  for (let tries = 0; tries < 60; tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 100))
    const subjectNow = await shownCertificate(product.port).catch(() => '')
    if (subjectNow.includes('console.example.org')) return
  }
  assert.fail('the new certificate is not shown')
})
