import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addNode, createConfig, removeNode } from '@quorate/cluster/corosync-conf'
import type { ScriptAnswer } from '@quorate/testing'
import { confPath, localConf, localKey, treeKeyPath } from './places.ts'
import { takeConf } from './take-conf.ts'
import { ClusterBench } from './testing/cluster-bench.ts'

const one = createConfig({ name: 'prod', node: { name: 'a', links: [{ link: 0, address: '192.0.2.1' }] } })
const two = addNode(one, { name: 'b', links: [{ link: 0, address: '192.0.2.2' }] })

/** `local`: what corosync has; `tree`: what a person put into the tree. */
async function taken(tree: string, local: string | undefined, more: { reload?: ScriptAnswer; member?: boolean } = {}) {
  const bench = new ClusterBench('a', { [confPath]: tree })
  if (more.member !== false) bench.host.files.put('/var/lib/quorate/member', '{}')
  await bench.host.files.makeDirectory('/etc/corosync')
  bench.host.files.put(localKey, 'x'.repeat(256))
  if (local !== undefined) bench.host.files.put(localConf, local)
  bench.host.programs.script('corosync-cfgtool', () => more.reload)
  let changes = 0
  const said = await takeConf({ host: bench.host, store: bench.store, changed: () => (changes += 1) })
  return { said, local: bench.localConf, reloads: bench.host.programs.callsOf('corosync-cfgtool'), changes, bench }
}

test('a newer version is given to corosync, which is told', async () => {
  const { said, local, reloads, changes } = await taken(two, one)
  assert.match(said ?? '', /version 2 of corosync\.conf is in use \(nodes: a, b\)/)
  assert.deepEqual([local, reloads, changes], [two, ['-R'], 1])
})

test('nothing is done about what corosync has already, or on a node alone', async () => {
  assert.deepEqual([(await taken(one, one)).said, (await taken(one, one)).reloads], [undefined, []])
  const alone = await taken(two, one, { member: false })
  assert.deepEqual([alone.said, alone.local], [undefined, one])
})

test('nonsense is refused with its reason, and corosync goes on as before', async () => {
  const cases: [string, RegExp][] = [
    ['totem {\n', /the section 'totem' is not closed/],
    [two.replace('nodeid: 2', 'nodeid: 1'), /nodeid 1 is given twice/],
    [removeNode(two, 'a'), /node 'a' is not in it: this node was removed from the cluster/],
    [two.replace('cluster_name: prod', 'cluster_name: other'), /a cluster's name cannot be changed/],
    [two.replace('config_version: 2', 'config_version: 1'), /its config_version 1 is not higher than 1/],
  ]
  for (const [tree, why] of cases) {
    const { said, local, reloads } = await taken(tree, one)
    assert.match(said ?? '', /is not taken/)
    assert.match(said ?? '', why)
    assert.deepEqual([local, reloads], [one, []])
  }
})

test('what cannot be told to corosync now is there for its next start', async () => {
  const { said, local, changes } = await taken(two, one, { reload: { code: 1, stderr: 'Could not initialize corosync configuration API' } })
  assert.match(said ?? '', /corosync takes it when it starts/)
  assert.deepEqual([local, changes], [two, 1])
})

test('a broken file on the machine is replaced by a good one of the tree', async () => {
  assert.equal((await taken(one, 'junk {')).local, one)
  assert.equal((await taken(one, undefined)).local, one)
})

test('a node that lost the key of corosync finds it in the tree', async () => {
  const bench = new ClusterBench('a', { [confPath]: one, [treeKeyPath]: `${Buffer.alloc(256, 9).toString('base64')}\n` })
  bench.host.files.put('/var/lib/quorate/member', '{}')
  bench.host.files.put(localConf, one)
  await takeConf({ host: bench.host, store: bench.store })
  const key = bench.host.files.entries.get(localKey)
  assert.deepEqual([key?.mode, key?.content], [0o400, Buffer.alloc(256, 9)])
})
