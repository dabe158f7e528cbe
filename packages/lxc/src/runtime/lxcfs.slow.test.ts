import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findProgram, mountAt } from '@quorate/host'
import { cannotRun } from '../testing/hand-made-container.ts'
import { TrialNode } from '../testing/trial-node.ts'
import { groupOf } from './container-groups.ts'
import { findLxcfs, keepLxcfs } from './lxcfs.ts'

const skip =
  cannotRun() ||
  (findProgram('lxcfs') ? false : 'lxcfs is not installed') ||
  (mountAt('/var/lib/lxcfs') ? "the machine's own lxcfs runs: none of ours is started" : false)

test('lxcfs runs on when its starter has ended, is found again, and is started anew when it died', { skip }, async () => {
  await using node = await TrialNode.create()
  const { host } = node
  const folder = join(node.folder, 'var/lib/lxcfs')
  assert.equal(await findLxcfs(host), undefined)
  const starter = keepLxcfs(host, assert.fail)
  const [first, again] = await Promise.all([starter.current(), starter.current()])
  const second = await keepLxcfs(host, assert.fail).current()
  assert.equal(first?.mount, folder)
  assert.ok(first.files.includes('/proc/meminfo') && first.files.includes('/sys/devices/system/cpu/online'))
  assert.deepEqual([again, second, await findLxcfs(host)], [first, first, first])
  const pid = () => Number(readFileSync(join(host.root.run, 'lxcfs.pid'), 'utf8'))
  const before = pid()
  host.processes.kill(before, 'KILL')
  await host.processes.ended(before)
  assert.equal(await findLxcfs(host), undefined)
  const keeper = keepLxcfs(host, assert.fail)
  assert.deepEqual(await keeper.current(), first)
  assert.notEqual(pid(), before)
  assert.equal(host.mounts.below(folder).length, 1)
  await keeper.endUnused()
  assert.equal(host.mounts.below(folder).length, 1, 'somebody was told of it a moment ago')
  await keepLxcfs(host, assert.fail).endUnused()
  assert.deepEqual([host.mounts.below(folder), await host.processes.ended(pid(), { timeoutMs: 10_000 })], [[], true])
  assert.ok(existsSync(folder))
})

test('a container sees its own memory, CPUs and uptime', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(100, 'memory: 96\nswap: 0\ncores: 1\nunprivileged: 1\n')
  assert.equal(await node.power('start', 100), 'OK', node.logs.join('\n'))
  assert.match(await node.inside(100, 'cat', '/proc/meminfo'), /^MemTotal: +98304 kB$/m)
  assert.equal(await node.inside(100, 'cat', '/sys/devices/system/cpu/online'), (await node.running(100))?.record.cpus)
  assert.equal(await node.inside(100, 'grep', '-c', '^processor', '/proc/cpuinfo'), '1')
  assert.ok(Number((await node.inside(100, 'cat', '/proc/uptime')).split(' ')[0]) < 60)
  const container = await node.running(100)
  assert.ok(container)
  await groupOf(node.host, container)?.setMemory({ memoryBytes: 128 << 20, swapBytes: 0 })
  assert.match(await node.inside(100, 'cat', '/proc/meminfo'), /^MemTotal: +131072 kB$/m)
})

test('a limit of CPU time shows as a number of CPUs', { skip }, async t => {
  await using node = await TrialNode.create()
  await node.addContainer(100, 'memory: 96\ncpulimit: 1\n')
  assert.equal(await node.power('start', 100), 'OK', node.logs.join('\n'))
  if ((await node.services.hostFacts([])).cpuNumbers.length < 2) return t.skip('this machine has one CPU')
  const shown = () => node.inside(100, 'grep', '-c', '^processor', '/proc/cpuinfo')
  assert.equal(await shown(), '1')
  const container = await node.running(100)
  assert.ok(container)
  for (const [limit, cpus] of [
    [2, '2'],
    [0.5, '1'],
    [0, '2'],
  ] as const) {
    await groupOf(node.host, container)?.setCpu({ limit })
    assert.equal(await shown(), cpus)
  }
})
