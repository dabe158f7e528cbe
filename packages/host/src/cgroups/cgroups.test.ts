import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { mountInfo, parseMountInfo } from '../mount-info.ts'
import { rootAt } from '../root.ts'
import { realCgroups } from './cgroups.ts'
import { cpuSettings } from './cpu-settings.ts'
import { cgroupLayout } from './layout.ts'

test('limits and weights are written on the scale of each version', () => {
  const written = (version: 1 | 2, options: Parameters<typeof cpuSettings>[1]) =>
    cpuSettings(version, options).map(({ file, value }) => `${file}=${value}`)
  assert.deepEqual(written(2, { limit: 1.5, weight: 100, affinity: '0-1' }), ['cpu.max=150000 100000', 'cpu.weight=100', 'cpuset.cpus=0-1'])
  assert.deepEqual(written(1, { limit: 1.5, weight: 1024 }), ['cpu.cfs_period_us=100000', 'cpu.cfs_quota_us=150000', 'cpu.shares=1024'])
  assert.deepEqual(written(2, { limit: 0 }), ['cpu.max=max'])
  assert.deepEqual(written(1, { limit: 0, weight: 1 }), ['cpu.cfs_period_us=100000', 'cpu.cfs_quota_us=-1', 'cpu.shares=2'])
  assert.deepEqual(written(2, { weight: 262_144 }), ['cpu.weight=10000'])
})

test('a machine with version 2 alone has one tree, a hybrid one has a folder per controller', () => {
  const unified = parseMountInfo('30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n')
  const one = cgroupLayout(rootAt('/', 'pve'), unified)
  assert.deepEqual([one.version, one.folders.get('cpu')], [2, '/sys/fs/cgroup/quorate'])
  const hybrid = parseMountInfo(
    '31 23 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n32 23 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n',
  )
  const two = cgroupLayout(rootAt('/', 'pve'), hybrid)
  assert.deepEqual([two.version, two.folders.get('cpuacct')], [1, '/sys/fs/cgroup/cpu,cpuacct/quorate'])
  assert.match(cgroupLayout(rootAt('/trial', 'pve'), unified).folders.get('cpu') ?? '', /\/quorate-[0-9a-f]{12}$/)
})

test('where nothing is writable the guest still starts, and the notice comes once', async () => {
  const notices: string[] = []
  const cgroups = realCgroups({ name: 'quorate', version: 2, folders: new Map([['cpu', '/proc/quorate']]) }, text => notices.push(text))
  await cgroups.enter('100', process.pid)
  await cgroups.enter('101', process.pid)
  await cgroups.setCpu('100', { limit: 1 })
  assert.deepEqual(notices, [
    'Resource limits not applied: the control groups of this machine are not writable for us',
    'CPU limit not applied: the control groups of this machine are not writable for us',
  ])
  assert.deepEqual(await cgroups.usage('100'), {})
})

test('names of groups cannot lead out of the subtree', async () => {
  const cgroups = realCgroups({ name: 'quorate', version: 2, folders: new Map() }, () => undefined)
  for (const name of ['', '..', '../x', 'a//b', '/a', 'a/..']) await assert.rejects(cgroups.enter(name, 1), /no name of a resource group/)
})

test('on this machine a process enters its group, is limited and accounted, and the group goes away', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-cgroup-'))
  const layout = cgroupLayout(rootAt(folder, 'pve'), mountInfo())
  const notices: string[] = []
  const cgroups = realCgroups(layout, text => notices.push(text))
  const child = spawn('sleep', ['30'], { stdio: 'ignore' })
  try {
    await once(child, 'spawn')
    await cgroups.enter('qemu/100', child.pid ?? 0)
    if (notices.length > 0) return t.skip('control groups are not writable here')
    await cgroups.setCpu('qemu/100', { limit: 0.5, weight: 200, affinity: '0' })
    assert.deepEqual(notices, [])
    const cpu = join(layout.folders.get('cpu') ?? '', 'qemu/100')
    assert.match(await readFile(join(cpu, 'cgroup.procs'), 'utf8'), new RegExp(`^${child.pid}$`, 'm'))
    const limit = await readFile(join(cpu, layout.version === 2 ? 'cpu.max' : 'cpu.cfs_quota_us'), 'utf8')
    assert.match(limit, /^50000/)
    assert.equal(typeof (await cgroups.usage('qemu/100')).cpuNs, 'number')
    const cpuset = layout.folders.get('cpuset')
    const allowed = async () => /^Cpus_allowed_list:\s*(\S+)$/m.exec(await readFile(`/proc/${child.pid}/status`, 'utf8'))?.[1]
    if (cpuset !== undefined) {
      assert.equal(await allowed(), '0')
      await cgroups.setCpu('qemu/100', { affinity: '' })
      assert.deepEqual(notices, [])
      assert.notEqual(await allowed(), '0')
    }
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    await cgroups.remove('qemu/100')
    for (const path of layout.folders.values()) assert.equal(existsSync(path), false)
    await rm(folder, { recursive: true })
  }
})
