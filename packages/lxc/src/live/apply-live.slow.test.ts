import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { requireGroup } from '../runtime/container-groups.ts'
import { cannotRun } from '../testing/hand-made-container.ts'
import { trialBridge } from '../testing/trial-bridge.ts'
import { TrialNode } from '../testing/trial-node.ts'

const skip = cannotRun()
const nothing = { free: [], problems: {} }

test('memory, swap and processor time of a running container change at once', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4200, 'memory: 64\nswap: 64\nunprivileged: 1\n')
  assert.equal(await node.power('start', 4200), 'OK', node.told())
  const { initPid } = await node.services.runtime.require(4200)
  const group = (controller: string, file: string) => {
    const path = new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)/ns$`, 'm').exec(
      execFileSync('cat', [`/proc/${initPid}/cgroup`], { encoding: 'utf8' }),
    )?.[1]
    return execFileSync('cat', [`/sys/fs/cgroup/${controller}${path}/${file}`], { encoding: 'utf8' }).trim()
  }
  assert.deepEqual(await node.change(4200, { memory: '128', swap: '0', cpulimit: '0.5', cpuunits: '2000', cores: '1' }), nothing)
  assert.doesNotMatch(node.config(4200), /pending/)
  if (node.host.cgroups.version === 1) {
    assert.deepEqual(
      [
        group('memory', 'memory.limit_in_bytes'),
        group('memory', 'memory.memsw.limit_in_bytes'),
        group('cpu', 'cpu.cfs_quota_us'),
        group('cpu', 'cpu.shares'),
      ],
      [String(128 << 20), String(128 << 20), '50000', '2000'],
    )
    assert.match(group('cpuset', 'cpuset.cpus'), /^\d$/)
    assert.match(group('cpuset', 'ns/cpuset.cpus'), /^\d$/)
  }
  assert.match((await node.running(4200))?.record.cpus ?? '', /^\d$/)
  assert.deepEqual(await node.change(4200, { memory: '64' }, ['cores', 'cpulimit']), nothing)
  if (node.host.cgroups.version === 1) {
    assert.deepEqual([group('memory', 'memory.limit_in_bytes'), group('cpu', 'cpu.cfs_quota_us')], [String(64 << 20), '-1'])
    assert.equal(group('cpuset', 'ns/cpuset.cpus'), execFileSync('cat', ['/sys/fs/cgroup/cpuset/cpuset.cpus'], { encoding: 'utf8' }).trim())
  }
  const container = await node.services.runtime.require(4200)
  assert.ok((requireGroup(node.host, container).usage().memoryBytes ?? 0) > 0)
})

test('a card comes, moves to another bridge, gets other addresses, and goes', { skip }, async t => {
  trialBridge(t, 'brct2')
  trialBridge(t, 'brct3')
  await using node = await TrialNode.create()
  await node.addContainer(4200, 'unprivileged: 1\n')
  assert.equal(await node.power('start', 4200), 'OK', node.told())
  const card = 'name=eth7,hwaddr=BC:24:11:00:00:07'
  const master = () => /master (\S+)/.exec(execFileSync('ip', ['link', 'show', 'veth4200i7'], { encoding: 'utf8' }))?.[1]
  assert.deepEqual(await node.change(4200, { net7: `${card},bridge=brct2,ip=192.0.2.7/24,gw=192.0.2.1,ip6=2001:db8::7/64` }), nothing)
  const shown = await node.inside(4200, 'ip', 'addr', 'show', 'eth7')
  assert.match(shown, /UP[^]*bc:24:11:00:00:07[^]*192\.0\.2\.7\/24[^]*2001:db8::7\/64/)
  assert.match(await node.inside(4200, 'ip', 'route'), /default via 192\.0\.2\.1 dev eth7/)
  assert.equal(master(), 'brct2')
  assert.deepEqual(await node.change(4200, { net7: `${card},bridge=brct3,ip=192.0.2.8/24` }), nothing)
  assert.equal(master(), 'brct3')
  const moved = await node.inside(4200, 'ip', 'addr', 'show', 'eth7')
  assert.match(moved, /192\.0\.2\.8\/24/)
  assert.doesNotMatch(moved, /192\.0\.2\.7|2001:db8/)
  assert.doesNotMatch(await node.inside(4200, 'ip', 'route'), /default/)
  const interfaces = (await node.request('GET', '/{vmid}/interfaces', { vmid: 4200 })) as { name: string; inet?: string }[]
  assert.equal(interfaces.find(one => one.name === 'eth7')?.inet, '192.0.2.8/24')
  // Another address is another card.
  assert.deepEqual(await node.change(4200, { net7: 'name=lan,hwaddr=BC:24:11:00:00:08,bridge=brct3,ip=192.0.2.9/24' }), nothing)
  assert.match(await node.inside(4200, 'ip', 'addr', 'show', 'lan'), /bc:24:11:00:00:08[^]*192\.0\.2\.9/)
  // A program inside must ask for an address.
  assert.deepEqual(await node.change(4200, { net7: 'name=lan,hwaddr=BC:24:11:00:00:08,bridge=brct3,ip=dhcp' }), nothing)
  assert.match(node.config(4200), /\[pve:pending\]\nnet7: .*ip=dhcp/)
  assert.deepEqual(await node.change(4200, {}, ['net7']), nothing)
  assert.doesNotMatch(await node.inside(4200, 'ip', 'link'), /lan/)
  assert.doesNotMatch(execFileSync('ip', ['link'], { encoding: 'utf8' }), /veth4200i7/)
})

test('a card that cannot be connected is told, and the container is as it was', { skip }, async t => {
  trialBridge(t, 'brct4')
  await using node = await TrialNode.create()
  await node.addContainer(4200, 'net0: name=eth0,hwaddr=BC:24:11:00:00:01,bridge=brct4\n')
  assert.equal(await node.power('start', 4200), 'OK', node.told())
  const { problems } = await node.change(4200, {
    net0: 'name=eth0,hwaddr=BC:24:11:00:00:02,bridge=gone',
    net1: 'name=eth0,hwaddr=BC:24:11:00:00:03',
  })
  assert.match(problems['net0'] ?? '', /bridge 'gone' does not exist/)
  assert.match(problems['net1'] ?? '', /^net1: net0 has the name 'eth0' already/)
  assert.match(await node.inside(4200, 'ip', 'addr', 'show', 'eth0'), /bc:24:11:00:00:01/)
  assert.match(execFileSync('ip', ['link', 'show', 'veth4200i0'], { encoding: 'utf8' }), /master brct4/)
  assert.deepEqual((await node.running(4200))?.record.nics, [0])
})

test('a mount point comes while the container runs and goes with it; one over another waits', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4200, 'unprivileged: 1\n')
  const shared = join(node.folder, 'shared')
  mkdirSync(shared)
  writeFileSync(join(shared, 'hello'), 'from the host')
  chownSync(shared, 100_000, 100_000)
  assert.equal(await node.power('start', 4200), 'OK', node.told())
  assert.deepEqual(await node.change(4200, { mp0: `${shared},mp=/srv/in/shared` }), nothing)
  assert.equal(await node.inside(4200, 'cat', '/srv/in/shared/hello'), 'from the host')
  await node.inside(4200, 'touch', '/srv/in/shared/new')
  assert.deepEqual(await node.change(4200, { mp1: `${shared},mp=/srv/in` }), nothing)
  assert.match(node.config(4200), /\[pve:pending\]\nmp1: /)
  assert.deepEqual(await node.change(4200, {}, ['mp0']), nothing)
  assert.match(node.config(4200), /delete: mp0/)
  assert.equal(await node.power('stop', 4200), 'OK')
  assert.deepEqual(node.host.mounts.below(join(node.folder, 'var/lib/lxc')), [])
})

test('names change at once in what runs', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4200, 'hostname: one\nunprivileged: 1\n')
  assert.equal(await node.power('start', 4200), 'OK', node.told())
  assert.deepEqual(await node.change(4200, { hostname: 'two.example.org', cmode: 'shell', tty: '4' }), nothing)
  assert.equal(await node.inside(4200, 'hostname'), 'two')
  assert.match(node.config(4200), /^hostname: two\.example\.org$/m)
  assert.match(node.config(4200), /\[pve:pending\]\ntty: 4/)
})

test('a change over the API is in force at once, and what has to wait is pending', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4200, 'memory: 64\nunprivileged: 1\n')
  assert.equal(await node.power('start', 4200), 'OK', node.told())
  await node.request('PUT', '/{vmid}/config', { vmid: 4200, memory: 96, tty: 3 })
  assert.match(node.config(4200), /^memory: 96$/m)
  const pending = (await node.request('GET', '/{vmid}/pending', { vmid: 4200 })) as { key: string; pending?: string }[]
  assert.deepEqual(
    pending.flatMap(({ key, pending: wanted }) => (wanted === undefined ? [] : [[key, wanted]])),
    [['tty', '3']],
  )
})
