/** What a template that is built here holds. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { debianTemplate } from '../guests/container-template.ts'

const skip = !existsSync('/usr/bin/mmdebstrap') && 'mmdebstrap is not installed'

test('a built template is small and whole, and holds nothing that two containers must not share', { skip }, async () => {
  const { path } = await debianTemplate()
  const megabytes = statSync(path).size / 1e6
  assert.ok(megabytes > 15 && megabytes < 80, `${megabytes} MB`)
  const rows = execFileSync('tar', ['-tvf', path], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    .trim()
    .split('\n')
  const members = new Map(rows.map(row => [row.split(/\s+/)[5]!.replace(/^\.\/(.*?)\/?$/, '$1'), row]))
  assert.deepEqual(
    rows.filter(row => /^[bc]/.test(row)),
    [],
  )
  for (const name of [
    'dev',
    'proc',
    'sys',
    'usr/lib/systemd/systemd',
    'usr/sbin/init',
    'usr/sbin/ifup',
    'usr/sbin/dhclient',
    'usr/bin/apt',
  ]) {
    assert.ok(members.has(name) || members.has(name.replace(/^usr\//, '')), `${name} is missing`)
  }
  const odd = [...members.keys()].filter(name =>
    /^dev\/|ssh_host_|policy-rc\.d$|mmdebstrap|^var\/lib\/apt\/lists\/.*Packages|^etc\/resolv\.conf$/.test(name),
  )
  assert.deepEqual(odd, [])
  const text = (name: string) => execFileSync('tar', ['-xOf', path, `./${name}`], { encoding: 'utf8' })
  assert.equal(text('etc/machine-id'), '')
  assert.equal(text('etc/hostname'), 'localhost\n')
  assert.match(text('etc/shadow'), /^root:\*:/m)
  assert.match(text('etc/network/interfaces'), /^auto lo$/m)
  assert.match(text('etc/apt/sources.list'), /^deb http\S+ bookworm main$/m)
})
