import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readProc } from '@quorate/host'
import { cannotRun } from '../testing/hand-made-container.ts'
import { TrialNode } from '../testing/trial-node.ts'
import { freeze } from './freeze-container.ts'
import { groupOf } from './container-groups.ts'

const skip = cannotRun()
const mebi = 2 ** 20

function groupOfController(pid: number | 'self', controller: string): string {
  return new RegExp(`^\\d+:(?:\\w+,)*${controller}(?:,\\w+)*:(.*)$`, 'm').exec(readProc(`/proc/${pid}/cgroup`) ?? '')?.[1] ?? ''
}

test('a running container is measured, limited and left without a trace in the control groups', { skip }, async t => {
  await using node = await TrialNode.create()
  const { host } = node
  const { relative, top, version } = host.cgroups
  await node.addContainer(100, 'memory: 128\nswap: 0\ncpulimit: 0.5\n')
  assert.equal(await node.power('start', 100), 'OK', node.logs.join('\n'))
  const container = await node.running(100)
  assert.ok(container)
  const group = groupOf(host, container)
  assert.ok(group)

  const used = group.usage()
  assert.ok((used.cpuNs ?? 0) > 0 && (used.memoryBytes ?? 0) > 0 && (used.processes ?? 0) > 0, JSON.stringify(used))
  assert.equal(group.frozen(), false)
  await freeze(host, 100, true)
  assert.equal(group.frozen(), true)
  await freeze(host, 100, false)

  const allowed = () => /^Cpus_allowed_list:\s*(\S+)$/m.exec(readProc(`/proc/${container.initPid}/status`) ?? '')?.[1]
  const before = allowed()
  await group.setCpu({ limit: 1, weight: 200, affinity: '0' })
  assert.equal(allowed(), '0')
  await group.setCpu({ affinity: '' })
  assert.equal(allowed(), before)

  if (version === 1) {
    const path = groupOfController(container.initPid, 'memory')
    assert.equal(path, join(relative ? groupOfController('self', 'memory') : '/', top, 'lxc/100/ns'))
    const limit = () => Number(readFileSync(join('/sys/fs/cgroup/memory', path, '../memory.limit_in_bytes'), 'utf8')) / mebi
    await node.inside(100, 'sh', '-c', 'mkdir /tmp/m; mount -t tmpfs none /tmp/m; dd if=/dev/zero of=/tmp/m/x bs=1M count=40 2>/dev/null')
    assert.ok((group.usage().memoryBytes ?? 0) > 40 * mebi)
    for (const [memory, swap] of [
      [256, 256],
      [64, 512],
      [300, 0],
      [60, 0],
    ] as const) {
      await group.setMemory({ memoryBytes: memory * mebi, swapBytes: swap * mebi })
      assert.equal(limit(), memory)
    }
    await assert.rejects(group.setMemory({ memoryBytes: 16 * mebi, swapBytes: 0 }), {
      message: 'cannot limit the container to 16 MiB of memory and 0 MiB of swap: more than that is in use',
    })
    assert.equal(limit(), 60)
  } else {
    t.diagnostic('limits of memory were not tried: this machine has no version 1')
  }

  assert.equal(await node.power('stop', 100), 'OK')
  assert.equal(groupOf(host, container), undefined)
  assert.deepEqual(globSync(`/sys/fs/cgroup/**/${top}`), [])
  assert.deepEqual(node.notices, [])
})
