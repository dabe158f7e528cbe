import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addNode, bumpVersion, createConfig, removeNode } from '@quorate/cluster/corosync-conf'
import { catchUpConf } from './catch-up-conf.ts'
import { localConf } from './places.ts'
import { ClusterBench } from './testing/cluster-bench.ts'

const one = createConfig({ name: 'prod', node: { name: 'a', links: [{ link: 0, address: '192.0.2.1' }] } })
const two = addNode(one, { name: 'b', links: [{ link: 0, address: '192.0.2.2' }] })
const three = addNode(two, { name: 'c', links: [{ link: 0, address: '192.0.2.3' }] })

async function caughtUp(local: string, ofPeers: readonly string[]) {
  const bench = new ClusterBench('a')
  bench.host.files.put(localConf, local)
  let changes = 0
  const said = await catchUpConf({ host: bench.host, ofPeers: async () => ofPeers, changed: () => (changes += 1) })
  return { said, local: bench.localConf, changes }
}

test('a node that was away takes the newest configuration that another node has', async () => {
  const { said, local, changes } = await caughtUp(two, [two, bumpVersion(three), three, 'junk {'])
  assert.match(said ?? '', /version 4 of corosync\.conf was taken from the other nodes/)
  assert.deepEqual([local, changes], [bumpVersion(three), 1])
})

test('nothing older, of another cluster, broken, or without this node is taken', async () => {
  const other = bumpVersion(three).replace('cluster_name: prod', 'cluster_name: other')
  const broken = bumpVersion(three).replace('nodeid: 2', 'nodeid: 1')
  const { said, local, changes } = await caughtUp(two, [one, two, other, broken, removeNode(three, 'a')])
  assert.deepEqual([said, local, changes], [undefined, two, 0])
})
