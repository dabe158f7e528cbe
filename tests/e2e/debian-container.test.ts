/** Debian with systemd from a template, unprivileged and privileged: boots whole, is changed while it runs, reboots itself. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { booted, inside as insideOf, offerDebian } from '../guests/debian-container.ts'
import { Product } from '../product.ts'

const skip = cannotRun()
const product = new Product()
const bridge = 'brdebct'
let template = ''

const inside = (vmid: number, ...command: string[]) => insideOf(product, vmid, ...command)

before(async () => {
  if (skip) return
  execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge'])
  execFileSync('ip', ['link', 'set', bridge, 'up'])
  await product.start()
  await product.login()
  template = await offerDebian(product)
})

after(async () => {
  await product.destroy()
  if (!skip) execFileSync('ip', ['link', 'del', bridge])
})

for (const [vmid, kind, more] of [
  [4400, 'an unprivileged', { unprivileged: 1, features: 'nesting=1' }],
  [4401, 'a privileged', { unprivileged: 0 }],
] as const) {
  test(`${kind} Debian boots whole, takes changes while it runs, and reboots into what was pending`, { skip }, async () => {
    const ct = `/nodes/pve/lxc/${vmid}`
    const net0 = `name=eth0,bridge=${bridge},ip=192.0.2.${vmid - 4390}/24,gw=192.0.2.1`
    const config = {
      hostname: 'one.example.org',
      nameserver: '192.0.2.53',
      searchdomain: 'example.org',
      memory: 512,
      rootfs: 'local:2',
      net0,
      ...more,
    }
    assert.equal(await product.task('POST', '/nodes/pve/lxc', { vmid, ostemplate: template, ...config }), 'OK')
    assert.equal(await product.task('POST', `${ct}/status/start`), 'OK')
    await booted(product, vmid)
    assert.equal(inside(vmid, 'hostname', '--fqdn'), 'one.example.org')
    assert.match(inside(vmid, 'ip', '-brief', 'address'), new RegExp(`eth0@\\S+ +UP +192\\.0\\.2\\.${vmid - 4390}/24`))
    assert.match(inside(vmid, 'cat', '/etc/resolv.conf'), /search example\.org[^]*nameserver 192\.0\.2\.53/)

    const net1 = `name=eth1,bridge=${bridge},ip=198.51.100.7/24`
    assert.equal((await product.api('PUT', `${ct}/config`, { memory: 640, cores: 1, net1, tty: 1, timezone: 'Europe/Vienna' })).status, 200)
    assert.match(inside(vmid, 'ip', '-brief', 'address'), /eth1@\S+ +UP +198\.51\.100\.7\/24/)
    assert.match(inside(vmid, 'cat', '/etc/network/interfaces'), /iface eth1 inet static/)
    assert.match(inside(vmid, 'readlink', '/etc/localtime'), /Europe\/Vienna$/)
    const pending = (await product.ok('GET', `${ct}/pending`)) as { key: string; pending?: unknown }[]
    assert.deepEqual(
      pending.filter(row => row.pending !== undefined).map(row => row.key),
      ['tty'],
    )

    const { pid } = await product.ok('GET', `${ct}/status/current`)
    inside(vmid, 'systemctl', 'reboot')
    for (let tries = 0; ; tries += 1) {
      const now = await product.ok('GET', `${ct}/status/current`)
      if (now.status === 'running' && now.pid !== pid) break
      assert.ok(tries < 200, 'it does not come back')
      await delay(100)
    }
    await booted(product, vmid)
    assert.equal((await product.ok('GET', `${ct}/config`)).tty, 1)
    assert.match(inside(vmid, 'ip', '-brief', 'address'), /eth1@\S+ +UP +198\.51\.100\.7\/24/)
    assert.equal(await product.task('POST', `${ct}/status/shutdown`, { timeout: 30 }), 'OK')
    assert.equal(await product.task('DELETE', ct), 'OK')
  })
}
