import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parseMountInfo } from '../../mount-info.ts'
import { moveToCpus } from './cpuset.ts'
import { findGroup } from './find-group.ts'
import { setMemoryLimits } from './memory-limits.ts'
import { containerUsage, diskBytes } from './usage.ts'

const group = 'quorate/lxc/100'
const hybrid = parseMountInfo(
  [
    '31 23 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
    '32 23 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
    '33 23 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
  ].join('\n'),
)
const unified = parseMountInfo('30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n')

/** A folder with the files of a group. */
function groupFolder(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-group-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`)
  return { folder, read: (name: string) => readFileSync(join(folder, name), 'utf8').trim() }
}

test('the group is found wherever LXC was started, and whatever the container did within its own part', () => {
  const text = '4:memory:/user/1000/quorate/lxc/100/ns\n1:cpu,cpuacct:/quorate/lxc/100/ns/init.scope\n0::/quorate/lxc/100/ns/init.scope\n'
  const found = findGroup(text, group, hybrid)
  assert.deepEqual(
    [found?.version, found?.unified, Object.fromEntries(found?.controllers ?? [])],
    [
      1,
      '/sys/fs/cgroup/unified/quorate/lxc/100',
      {
        memory: '/sys/fs/cgroup/memory/user/1000/quorate/lxc/100',
        cpu: '/sys/fs/cgroup/cpu,cpuacct/quorate/lxc/100',
        cpuacct: '/sys/fs/cgroup/cpu,cpuacct/quorate/lxc/100',
      },
    ],
  )
  const two = findGroup('0::/quorate/lxc/100/ns\n', group, unified)
  assert.deepEqual([two?.version, two?.inner, two?.controllers.get('memory')], [2, 'ns', '/sys/fs/cgroup/quorate/lxc/100'])
  for (const other of ['0::/quorate/lxc/1001\n', '0::/\n', '0::/quorate/lxc/10/quorate-lxc/100\n', ''])
    assert.equal(findGroup(other, group, unified), undefined)
})

test('disks are counted in both forms', () => {
  const one = '999:0 Read 10\n999:0 Write 20\n999:0 Sync 5\n999:1 Read 1\nTotal 36\n'
  assert.deepEqual(diskBytes(1, one), { readBytes: 11, writtenBytes: 20 })
  const two = '999:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=7 dios=0\n999:1 rbytes=1 wbytes=0 rios=1\n'
  assert.deepEqual(diskBytes(2, two), { readBytes: 11, writtenBytes: 20 })
})

test('files that the kernel may drop are not counted as used memory, those of a tmpfs are', t => {
  const { folder } = groupFolder(t, {
    'cpu.stat': 'usage_usec 5\nuser_usec 3',
    'memory.current': '1000',
    'memory.stat': 'anon 100\nfile 700\nshmem 200',
    'memory.swap.current': '30',
    'pids.current': '4',
  })
  const controllers = new Map(['cpu', 'memory', 'pids', 'io'].map(name => [name, folder]))
  const usage = containerUsage({ version: 2, controllers, unified: folder, inner: 'ns' })
  assert.deepEqual(usage, { cpuNs: 5000, memoryBytes: 500, swapBytes: 30, processes: 4 })
})

test('with version 2 a limit below what is in use is refused before the kernel kills for it', async t => {
  const { folder, read } = groupFolder(t, {
    'memory.max': '1000',
    'memory.high': 'max',
    'memory.current': '600',
    'memory.swap.max': '0',
  })
  const refused: string[] = []
  const set = (memoryBytes: number, swapBytes: number) =>
    setMemoryLimits(2, folder, { memoryBytes, swapBytes }, what => void refused.push(what))
  await assert.rejects(set(500, 10), {
    message: 'cannot limit the container to 0 MiB of memory and 0 MiB of swap: more than that is in use',
  })
  assert.deepEqual(['memory.max', 'memory.high', 'memory.swap.max'].map(read), ['1000', 'max', '0'])
  await set(700, 10)
  await set(2000, 20)
  assert.deepEqual(['memory.max', 'memory.high', 'memory.swap.max'].map(read), ['2000', 'max', '20'])
  rmSync(join(folder, 'memory.swap.max'))
  await set(2000, 20)
  assert.deepEqual(refused, ['Swap limit'])
})

test('groups that the container made move to the new CPUs with it, and narrower ones keep what is left to them', async t => {
  const { folder, read } = groupFolder(t, { 'cpuset.cpus': '0-3' })
  for (const [name, cpus] of Object.entries({ ns: '0-3', 'ns/a': '1-2', 'ns/b': '0' })) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'cpuset.cpus'), cpus)
  }
  assert.equal(await moveToCpus(folder, '2-5'), true)
  const cpus = ['', 'ns/', 'ns/a/', 'ns/b/'].map(name => read(`${name}cpuset.cpus`))
  assert.deepEqual(cpus, ['2-5', '2-5', '2', '2-5'])
})
