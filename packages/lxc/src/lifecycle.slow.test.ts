import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { cannotRun } from './testing/hand-made-container.ts'
import { trialBridge } from './testing/trial-bridge.ts'
import { TrialNode } from './testing/trial-node.ts'

const skip = cannotRun()

/** Until it is so. */
async function soon(what: string, look: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await look()) return
    await pause(50)
  }
  assert.fail(`not in ten seconds: ${what}`)
}

/** Everything that a run could leave behind on the machine. */
function left(node: TrialNode): unknown {
  // Groups of other tests go while it looks, which it takes for an error.
  const groups = spawnSync('find', ['/sys/fs/cgroup', '-type', 'd', '-name', node.host.cgroups.top], { encoding: 'utf8' }).stdout
  const run = join(node.folder, 'run/lxc')
  return {
    groups: groups.split('\n').filter(Boolean),
    mounts: ['lib/lxc', 'lib/vz']
      .flatMap(folder => node.host.mounts.below(join(node.folder, 'var', folder)))
      .map(mount => mount.mountPoint),
    files: existsSync(run) ? readdirSync(run).filter(name => name !== 'watcher.pid') : [],
    links: execFileSync('ip', ['-br', 'link'], { encoding: 'utf8' }).match(/\b(?:veth|vp)410\di\d+/g) ?? [],
  }
}

const nothing = { groups: [], mounts: [], files: [], links: [] }

for (const [kind, lines] of [
  ['a privileged', 'hostname: plain\nmemory: 64\n'],
  ['an unprivileged', 'hostname: plain\nmemory: 64\nunprivileged: 1\n'],
] as const) {
  test(`${kind} container starts, is seen, shuts down and leaves nothing behind`, { skip }, async () => {
    await using node = await TrialNode.create()
    await node.addContainer(4100, lines)
    assert.equal(await node.power('start', 4100), 'OK', node.logs.join('\n'))
    assert.equal(await node.inside(4100, 'hostname'), 'plain')
    const container = await node.running(4100)
    assert.deepEqual([node.stateOf(4100)?.status, node.stateOf(4100)?.pid], ['running', container?.initPid])
    const row = (await node.request('GET', '/{vmid}/status/current', { vmid: 4100 })) as Record<string, unknown>
    assert.deepEqual([row['status'], row['maxmem'], row['name'], row['pid']], ['running', 64 * 2 ** 20, 'plain', container?.initPid])
    assert.match(String(await node.power('start', 4100)), /^CT 4100 already running$/)
    assert.equal(await node.power('shutdown', 4100), 'OK')
    assert.equal(node.stateOf(4100)?.status, 'stopped')
    assert.deepEqual(left(node), nothing)
  })
}

test('cards are in their bridges before the first program runs, with addresses from the host', { skip }, async t => {
  trialBridge(t, 'brct0')
  await using node = await TrialNode.create()
  await node.addContainer(
    4100,
    'unprivileged: 1\nnet0: name=eth0,bridge=brct0,hwaddr=BC:24:11:00:00:01,ip=192.0.2.10/24,gw=192.0.2.1,host-managed=1\nnet1: name=lan,bridge=brct0,hwaddr=BC:24:11:00:00:02,link_down=1,mtu=1400\n',
  )
  assert.equal(await node.power('start', 4100), 'OK', node.logs.join('\n'))
  const address = await node.inside(4100, 'ip', 'addr')
  assert.match(address, /eth0[^]*bc:24:11:00:00:01[^]*192\.0\.2\.10\/24/)
  assert.match(address, /lan.*mtu 1400[^]*bc:24:11:00:00:02/)
  assert.match(await node.inside(4100, 'ip', 'route'), /default via 192\.0\.2\.1/)
  assert.match(execFileSync('ip', ['link', 'show', 'master', 'brct0'], { encoding: 'utf8' }), /veth4100i0.*UP[^]*veth4100i1.*DOWN/)
  assert.equal(await node.power('stop', 4100), 'OK')
  assert.deepEqual(left(node), nothing)
})

test('pending changes are applied by a start, by a reboot from outside and by one from inside', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4100, 'hostname: one\nmemory: 64\n')
  const pend = (name: string) =>
    node.setConfig(4100, node.config(4100).replace(/\n*(\[pve:pending\][^]*)?$/, `\n\n[pve:pending]\nhostname: ${name}\n`))
  await pend('two')
  assert.equal(await node.power('start', 4100), 'OK', node.told())
  assert.equal(await node.inside(4100, 'hostname'), 'two')
  await pend('three')
  assert.equal(await node.power('reboot', 4100), 'OK')
  assert.equal(await node.inside(4100, 'hostname'), 'three')
  await pend('four')
  const before = await node.running(4100)
  await node.inside(4100, 'reboot', '-f').catch(() => undefined)
  await soon('it runs again', async () => {
    const now = await node.running(4100)
    return now !== undefined && now.monitorPid !== before?.monitorPid
  })
  await soon('it is published', () => node.stateOf(4100)?.status === 'running')
  assert.equal(await node.inside(4100, 'hostname'), 'four')
  assert.doesNotMatch(node.config(4100), /pending/)
})

test('a container that reboots itself while nobody of ours runs goes on', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4100, 'memory: 64\n')
  assert.equal(await node.power('start', 4100), 'OK', node.told())
  const before = await node.running(4100)
  await node.shutDownProcess()
  await node.inside(4100, 'reboot', '-f').catch(() => undefined)
  await soon('it runs again', async () => {
    const now = await node.running(4100)
    return now !== undefined && now.initPid !== before?.initPid
  })
  await node.boot()
  assert.equal(node.stateOf(4100)?.status, 'running')
})

test('a container stands still while it is suspended, and can be stopped then', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4100, 'memory: 64\n')
  assert.equal(await node.power('start', 4100), 'OK', node.told())
  assert.equal(await node.power('suspend', 4100), 'OK')
  assert.deepEqual([node.stateOf(4100)?.status, node.stateOf(4100)?.qmpstatus], ['running', 'paused'])
  assert.equal(await node.power('resume', 4100), 'OK')
  assert.equal(await node.inside(4100, 'echo', 'on'), 'on')
  assert.equal(node.stateOf(4100)?.qmpstatus, 'running')
  assert.equal(await node.power('suspend', 4100), 'OK')
  assert.equal(await node.power('stop', 4100), 'OK')
  assert.equal(await node.power('start', 4100), 'OK', node.told())
  assert.equal(await node.power('suspend', 4100), 'OK')
  assert.equal(await node.power('shutdown', 4100), 'OK')
  assert.deepEqual(left(node), nothing)
})

test('whatever ends a container, nothing is left of it, and it can be started again', { skip }, async t => {
  trialBridge(t, 'brct1')
  await using node = await TrialNode.create()
  await node.addContainer(4100, 'unprivileged: 1\nnet0: name=eth0,bridge=brct1,hwaddr=BC:24:11:00:00:01\n')
  for (const end of ['its own poweroff', 'a kill of its first program', "a kill of LXC's monitor"]) {
    assert.equal(await node.power('start', 4100), 'OK', `${end}: ${node.logs.join('\n')}`)
    const container = await node.running(4100)
    assert.ok(container)
    if (end === 'its own poweroff') await node.inside(4100, 'poweroff', '-f').catch(() => undefined)
    else process.kill(end.includes('monitor') ? container.monitorPid : container.initPid, 'SIGKILL')
    await soon(`stopped by ${end}`, () => node.stateOf(4100)?.status === 'stopped')
    await node.services.runtime.gone(4100)
    assert.deepEqual(left(node), nothing, end)
  }
})

test('a process of ours that starts anew adopts what runs and cleans up behind what ended meanwhile', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addContainer(4100, 'memory: 64\n')
  await node.addContainer(4101, 'memory: 64\n')
  for (const vmid of [4100, 4101]) assert.equal(await node.power('start', vmid), 'OK')
  const [stays, ends] = [await node.running(4100), await node.running(4101)]
  await node.shutDownProcess()
  process.kill(ends?.initPid ?? 0, 'SIGKILL')
  await soon('4101 has ended', async () => (await node.running(4101)) === undefined)
  node.values.clear()
  await node.boot()
  assert.deepEqual([node.stateOf(4100)?.status, node.stateOf(4100)?.pid], ['running', stays?.initPid])
  assert.equal(await node.power('stop', 4100), 'OK')
  assert.deepEqual(left(node), nothing)
  assert.equal(await node.power('start', 4101), 'OK', node.told())
})

test('a start that fails says why and leaves nothing behind', { skip }, async () => {
  await using node = await TrialNode.create()
  const path = await node.addContainer(4100, 'memory: 64\n')
  const usual = node.config(4100)
  for (const [lines, reason] of [
    [
      'entrypoint: /no/such/program\n',
      /^start failed: CT 4100 did not start: the container has no first program that can be run: \/no\/such\/program/,
    ],
    [
      'net0: name=eth0,bridge=nobr,hwaddr=BC:24:11:00:00:01\n',
      /^net0: bridge 'nobr' does not exist on node pve: make it, or set another bridge$/,
    ],
    ['mp0: local:4100/vm-4100-disk-9.raw,mp=/srv\n', /^mp0: volume 'local:4100\/vm-4100-disk-9.raw' does not exist on node pve/],
    [`mp0: ${path}/no/such,mp=/srv\n`, /^mp0: '.*' does not exist on node pve/],
    ['lxc.no.such: 1\n', /^start failed: CT 4100 did not start: LXC does not know 'lxc.no.such' - take it out of the config$/],
    ['lxc.idmap: u 0 5000000 65536\nlxc.idmap: g 0 5000000 65536\n', /^start failed: CT 4100 did not start: /],
    ['lock: backup\n', /^CT is locked \(backup\)$/],
  ] as const) {
    await node.setConfig(4100, `${usual}${lines}`)
    const ended = await node.power('start', 4100).catch((error: Error) => error.message)
    assert.match(String(ended), reason)
    assert.deepEqual(left(node), nothing, lines)
  }
})
