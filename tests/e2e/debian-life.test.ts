/** The life of a Debian container: programs and files in it, an end in order, reboots, and our processes that are killed. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { childrenOf } from '../contract/processes.ts'
import { booted, inside as insideOf, offerDebian } from '../guests/debian-container.ts'
import { Product } from '../product.ts'
import { until } from '../until.ts'

const skip = cannotRun()
const product = new Product()
const folder = mkdtempSync(join(tmpdir(), 'quorate-debian-life-'))
const ct = (vmid: number) => `/nodes/pve/lxc/${vmid}`
const inside = (vmid: number, ...command: string[]) => insideOf(product, vmid, ...command)
const containers = [
  [4430, 'an unprivileged', { unprivileged: 1, features: 'nesting=1' }, 100_000],
  [4431, 'a privileged', { unprivileged: 0 }, 0],
] as const

before(async () => {
  if (skip) return
  await product.start()
  await product.login()
  const ostemplate = await offerDebian(product)
  const create = async ([vmid, , more]: (typeof containers)[number]) => {
    const config = { vmid, ostemplate, hostname: 'life', memory: 512, rootfs: 'local:2', start: 1, ...more }
    assert.equal(await product.task('POST', '/nodes/pve/lxc', config), 'OK')
  }
  await Promise.all(containers.map(create))
  for (const [vmid] of containers) await booted(product, vmid)
})

after(async () => {
  rmSync(folder, { recursive: true })
  await product.destroy()
})

async function pct(...args: string[]): Promise<string> {
  const { code, out, error } = await product.run('pct', ...args)
  assert.equal(code, 0, `pct ${args.join(' ')}: ${error}`)
  return out
}

const uptimeOf = (vmid: number) => Number(inside(vmid, 'cat', '/proc/uptime').split(' ')[0])
/** Seconds since its start, as the product tells. */
const toldUptimeOf = async (vmid: number): Promise<number> => (await product.ok('GET', `${ct(vmid)}/status/current`)).uptime
const pidOf = async (vmid: number): Promise<number> => (await product.ok('GET', `${ct(vmid)}/status/current`)).pid

/** Writes down that it was asked to end, slower than something that is killed could. */
const service = `[Unit]
Description=notes its start and its end
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'echo start >> /root/notes'
ExecStop=/bin/sh -c 'sleep 1; echo stop >> /root/notes'
[Install]
WantedBy=multi-user.target
`

for (const [vmid, kind, , firstId] of containers) {
  const id = String(vmid)

  test(`programs run in ${kind} Debian, and files go there and back`, { skip }, async () => {
    assert.match(await pct('exec', id, '--', 'cat', '/etc/os-release'), /^VERSION_CODENAME=bookworm$/m)
    assert.match(await pct('exec', id, '--', 'systemctl', 'show', '--property=Version'), /^Version=/)
    assert.equal(await pct('exec', id, '--', 'sh', '-c', 'id -u; hostname; pwd'), '0\nlife\n/\n')
    const content = randomBytes(4 << 20)
    const [there, back] = [join(folder, 'there'), join(folder, 'back')]
    writeFileSync(there, content)
    await pct('push', id, there, '/var/lib/copy', '--user', '33', '--group', '33', '--perms', '0640')
    assert.equal(inside(vmid, 'stat', '--format=%U %G %a %s', '/var/lib/copy'), `www-data www-data 640 ${4 << 20}`)
    inside(vmid, 'mv', '/var/lib/copy', '/root/moved')
    await pct('pull', id, '/root/moved', back)
    assert.ok(content.equals(readFileSync(back)))
    assert.equal(
      readFileSync(`/proc/${await pidOf(vmid)}/uid_map`, 'utf8')
        .trim()
        .split(/\s+/)[1],
      String(firstId),
    )
  })

  test(`${kind} Debian stops its units in order when it is shut down and when it is rebooted`, { skip }, async () => {
    const unit = join(folder, 'notes.service')
    writeFileSync(unit, service)
    await pct('push', id, unit, '/etc/systemd/system/notes.service')
    inside(vmid, 'systemctl', 'enable', '--quiet', '--now', 'notes.service')
    assert.equal(await product.task('POST', `${ct(vmid)}/status/shutdown`, { timeout: 60 }), 'OK')
    assert.equal(await pct('status', id), 'status: stopped\n')
    assert.equal(await product.task('POST', `${ct(vmid)}/status/start`), 'OK')
    await booted(product, vmid)
    assert.equal(inside(vmid, 'cat', '/root/notes'), 'start\nstop\nstart')
    const pid = await pidOf(vmid)
    assert.equal(await product.task('POST', `${ct(vmid)}/status/reboot`, { timeout: 60 }), 'OK')
    await booted(product, vmid)
    assert.notEqual(await pidOf(vmid), pid)
    assert.equal(inside(vmid, 'cat', '/root/notes'), 'start\nstop\nstart\nstop\nstart')
  })
}

test('Debian that powers itself off is known to be stopped, and nothing of it is left', { skip }, async () => {
  const vmid = containers[0][0]
  inside(vmid, 'systemctl', 'poweroff')
  await until('it is stopped', async () => (await product.ok('GET', `${ct(vmid)}/status/current`)).status === 'stopped')
  await until('its mounts are gone', () => !readFileSync('/proc/self/mountinfo', 'utf8').includes(`${product.root}/var/lib/lxc/${vmid}/`))
  assert.equal(await product.task('POST', `${ct(vmid)}/status/start`), 'OK')
  await booted(product, vmid)
  assert.match(inside(vmid, 'cat', '/root/notes'), /stop\nstart$/)
})

test('Debian runs on while each process of the product is killed, and can be used and ended afterwards', { skip }, async () => {
  const before = await Promise.all(containers.map(async ([vmid]) => ({ vmid, pid: await pidOf(vmid), uptime: uptimeOf(vmid) })))
  for (const name of ['quorate-daemon', 'quorate-runner', 'quorate-store', 'quorate-agent']) {
    const old = childrenOf(product.pid).get(name) ?? 0
    assert.ok(old > 0, name)
    process.kill(old, 'SIGKILL')
    await until(`${name} is back`, () => ![undefined, old].includes(childrenOf(product.pid).get(name)))
  }
  await until('the product answers', async () => (await product.api('GET', `${ct(containers[0][0])}/status/current`)).status === 200)
  for (const { vmid, pid, uptime } of before) {
    assert.equal(await pidOf(vmid), pid)
    assert.ok(uptimeOf(vmid) >= uptime && (await toldUptimeOf(vmid)) >= Math.floor(uptime))
    assert.equal(inside(vmid, 'systemctl', 'is-system-running'), 'running')
    assert.equal(await pct('exec', String(vmid), '--', 'hostname'), 'life\n')
    assert.equal(await product.task('POST', `${ct(vmid)}/status/shutdown`, { timeout: 60 }), 'OK')
  }
})

test('Debian runs on while the whole product is killed and started again', { skip }, async () => {
  const vmid = containers[0][0]
  assert.equal(await product.task('POST', `${ct(vmid)}/status/start`), 'OK')
  await booted(product, vmid)
  const [pid, uptime] = [await pidOf(vmid), uptimeOf(vmid)]
  await product.stop('SIGKILL')
  assert.equal(inside(vmid, 'systemctl', 'is-system-running'), 'running')
  await product.start()
  await product.login()
  assert.equal(await pidOf(vmid), pid)
  assert.ok(uptimeOf(vmid) >= uptime && (await toldUptimeOf(vmid)) >= Math.floor(uptime))
  assert.equal(await product.task('POST', `${ct(vmid)}/status/shutdown`, { timeout: 60 }), 'OK')
})
