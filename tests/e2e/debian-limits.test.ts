/** What a Debian container sees of its limits, and what happens to those who go over them. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { after, before, test } from 'node:test'
import { childrenOf } from '../contract/processes.ts'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { booted, inside as insideOf, offerDebian } from '../guests/debian-container.ts'
import { Product } from '../product.ts'
import { until } from '../until.ts'

const skip = cannotRun() || (existsSync('/usr/bin/lxcfs') ? false : 'lxcfs is not installed')
const product = new Product()
const ct = (vmid: number) => `/nodes/pve/lxc/${vmid}`
const inside = (vmid: number, ...command: string[]) => insideOf(product, vmid, ...command)
const containers = [
  [4420, 'an unprivileged', { unprivileged: 1, features: 'nesting=1' }],
  [4421, 'a privileged', { unprivileged: 0 }],
] as const

/** Takes 400 MiB. */
const greedy = ['perl', '-e', 'push @taken, chr(0) x (1 << 20) for 1 .. 400; print "taken"']

const machineSwap = () => Number(/^SwapTotal: +(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) >> 10

before(async () => {
  if (skip) return
  await product.start()
  await product.login()
  const ostemplate = await offerDebian(product)
  for (const [vmid, , more] of containers) {
    const config = { vmid, ostemplate, cores: 1, memory: 192, swap: 64, rootfs: 'local:2', start: 1, ...more }
    assert.equal(await product.task('POST', '/nodes/pve/lxc', config), 'OK')
  }
  for (const [vmid] of containers) await booted(product, vmid)
})

after(() => product.destroy())

/** Mebibytes of memory and swap as `free` tells. */
function free(vmid: number): { memory: number; used: number; swap: number } {
  const rows = inside(vmid, 'free', '--mebi')
    .split('\n')
    .map(line => line.split(/\s+/))
  const [memory, used] = (rows.find(row => row[0] === 'Mem:') ?? []).slice(1).map(Number)
  return { memory: memory ?? 0, used: used ?? 0, swap: Number(rows.find(row => row[0] === 'Swap:')?.[1]) }
}

for (const [vmid, kind] of containers) {
  test(`${kind} Debian sees the processors, memory and uptime that it has`, { skip }, async () => {
    assert.equal(inside(vmid, 'nproc'), '1')
    assert.equal(inside(vmid, 'grep', '-c', '^processor', '/proc/cpuinfo'), '1')
    assert.match(inside(vmid, 'cat', '/proc/meminfo'), /^MemTotal: +196608 kB$/m)
    const { memory, used, swap } = free(vmid)
    assert.equal(memory, 192)
    assert.ok(used > 0 && used < 150, `${used} MiB are in use`)
    // There is none to be had where the machine has none.
    assert.equal(swap, Math.min(64, machineSwap()))
    const uptime = Number(inside(vmid, 'cat', '/proc/uptime').split(' ')[0])
    assert.ok(uptime > 0 && uptime < 300, `${uptime} s`)
  })

  test(`who takes more memory than ${kind} Debian has is killed, and nobody else`, { skip }, async () => {
    const pids = [...childrenOf(product.pid)].toString()
    inside(vmid, 'systemd-run', '--quiet', '--unit=bystander', 'sleep', 'infinity')
    const bystander = inside(vmid, 'systemctl', 'show', '--value', '--property=MainPID', 'bystander')
    const { code, out } = await product.run('pct', 'exec', String(vmid), '--', ...greedy)
    assert.deepEqual([code, out], [137, ''])
    inside(vmid, 'systemd-run', '--quiet', '--unit=greedy', ...greedy)
    const result = await until('the greedy unit ended', () => {
      const said = inside(vmid, 'systemctl', 'show', '--value', '--property=Result', 'greedy')
      return said !== 'success' && said
    })
    assert.match(result, /^(?:oom-kill|signal)$/)
    assert.equal(inside(vmid, 'systemctl', 'show', '--value', '--property=MainPID', 'bystander'), bystander)
    assert.equal(inside(vmid, 'systemctl', 'is-active', 'systemd-journald', 'bystander'), 'active\nactive')
    for (const [each] of containers) assert.equal((await product.ok('GET', `${ct(each)}/status/current`)).status, 'running')
    assert.equal([...childrenOf(product.pid)].toString(), pids)
  })

  test(`${kind} Debian sees more of both when it is given more while it runs`, { skip }, async () => {
    assert.equal((await product.api('PUT', `${ct(vmid)}/config`, { memory: 640, cores: 2 })).status, 200)
    assert.equal(free(vmid).memory, 640)
    assert.equal(inside(vmid, 'nproc'), String(Math.min(2, availableParallelism())))
    assert.equal(inside(vmid, ...greedy), 'taken')
    assert.equal((await product.ok('GET', `${ct(vmid)}/status/current`)).maxmem, 640 << 20)
  })
}
