import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HubValue } from '@quorate/cluster'
import { addNode, createConfig, readClusterConfig } from '@quorate/cluster/corosync-conf'
import { machineAddress } from '../machine/address.ts'
import { parseQuorumStatus } from './corosync-view.ts'
import { localConf, localKey } from './places.ts'
import { parseDeviceStatus } from './qdevice/device-status.ts'
import { clusterStatusRows } from './status-rows.ts'
import { ClusterBench } from './testing/cluster-bench.ts'

const nodes = '/cluster/config/nodes'
const oneNode = '/cluster/config/nodes/{node}'
const one = createConfig({ name: 'prod', node: { name: 'a', links: [{ link: 0, address: '192.0.2.1' }] } })
const two = addNode(one, { name: 'b', links: [{ link: 0, address: '192.0.2.2' }] })

function member(conf = two): ClusterBench {
  const bench = new ClusterBench('a', { 'corosync.conf': conf }).online(1)
  bench.host.files.put(localKey, Buffer.alloc(256, 7), 0o400)
  return bench
}

test('a cluster begins with the node that made it, its key readable by root only', async () => {
  const bench = new ClusterBench('a')
  bench.onMember = () => void bench.online(7)
  await bench.task('POST', '/cluster/config', { clustername: 'prod', nodeid: 7, votes: 2 })
  const { name, nodes: members } = readClusterConfig(bench.conf)
  assert.deepEqual([name, members], ['prod', [{ name: 'a', nodeId: 7, votes: 2, addresses: new Map([[0, machineAddress()]]) }]])
  assert.equal(bench.localConf, bench.conf)
  assert.deepEqual([bench.host.files.entries.get(localKey)?.mode, bench.host.files.entries.get(localKey)?.content.length], [0o400, 256])
  assert.deepEqual(bench.asked, ['member of prod as 7, found', 'corosync'])
  assert.deepEqual(
    [...bench.host.files.entries.keys()].filter(path => path.includes('before-')),
    [],
  )
})

test('a cluster that gets no quorum is taken back, and the files of corosync are as they were', async () => {
  const bench = new ClusterBench('a')
  bench.host.files.put(localConf, 'of Debian\n')
  await assert.rejects(bench.task('POST', '/cluster/config', { clustername: 'prod' }), /corosync was started and has no quorum/)
  assert.deepEqual(bench.asked.slice(2), ['alone', 'corosync'])
  assert.equal(bench.localConf, 'of Debian\n')
  assert.equal(bench.host.files.entries.has(localKey), false)
  assert.deepEqual(bench.store.list(''), [])
})

test('a cluster is not made where there is one, where corosync runs, or at an address of another machine', async () => {
  const create = (bench: ClusterBench, more = {}) => bench.call('POST', '/cluster/config', { clustername: 'new', ...more })
  await assert.rejects(create(member()), /cannot create cluster 'new': this node is in the cluster 'prod' already/)
  await assert.rejects(create(new ClusterBench('a').online(1)), /a corosync runs here that is not ours/)
  await assert.rejects(
    create(new ClusterBench('a'), { link0: { address: '203.0.113.9' } }),
    /link 0: no interface of this machine has the address 203\.0\.113\.9/,
  )
  await assert.rejects(
    create(new ClusterBench('a'), { link0: { address: '127.0.0.1' } }),
    /is the loopback address, which other nodes cannot reach/,
  )
})

test('the configuration is told in its parts', async () => {
  const bench = member()
  assert.deepEqual(await bench.call('GET', nodes), [
    { node: 'a', name: 'a', nodeid: 1, quorum_votes: 1, ring0_addr: '192.0.2.1' },
    { node: 'b', name: 'b', nodeid: 2, quorum_votes: 1, ring0_addr: '192.0.2.2' },
  ])
  const information = (await bench.call('GET', '/cluster/config/join')) as Record<string, unknown>
  assert.match(String(information.config_digest), /^[0-9a-f]{40}$/)
  assert.deepEqual((information.nodelist as unknown[])[1], {
    name: 'b',
    nodeid: 2,
    pve_addr: '192.0.2.2',
    pve_fp: 'AA:BB',
    quorum_votes: 1,
    ring0_addr: '192.0.2.2',
  })
  assert.equal(((await bench.call('GET', '/cluster/config/totem')) as Record<string, unknown>).config_version, '2')
  await assert.rejects(bench.call('GET', '/cluster/config/join', { node: 'x' }), /there is none of that name in it/)
  assert.deepEqual(await new ClusterBench('a').call('GET', nodes), [])
  await assert.rejects(new ClusterBench('a').call('GET', '/cluster/config/join'), /this node is in no cluster/)
})

test('a node is added with what it needs to come, and not in the place of one that is online', async () => {
  const bench = member()
  const added = (await bench.call('POST', oneNode, { node: 'c', new_node_ip: '192.0.2.3', apiversion: 1000 })) as Record<string, unknown>
  assert.equal(added.corosync_conf, bench.conf)
  assert.equal(added.corosync_authkey, Buffer.alloc(256, 7).toString('base64'))
  assert.deepEqual(readClusterConfig(bench.conf).nodes.at(-1), { name: 'c', nodeId: 3, votes: 1, addresses: new Map([[0, '192.0.2.3']]) })
  await assert.rejects(
    bench.call('POST', oneNode, { node: 'c', new_node_ip: '192.0.2.4' }),
    /a node of that name is in the cluster already/,
  )
  const again = (await bench.call('POST', oneNode, { node: 'c', new_node_ip: '192.0.2.4', force: true })) as { warnings: string[] }
  assert.match(again.warnings[0] ?? '', /was in the configuration before, and was replaced/)
  bench.online(1, 2, 3)
  await assert.rejects(bench.call('POST', oneNode, { node: 'c', new_node_ip: '192.0.2.5', force: true }), /a node of that name is online/)
  await assert.rejects(
    bench.call('POST', oneNode, { node: 'd', apiversion: 1, new_node_ip: '192.0.2.6' }),
    /speaks version 1 of the join protocol/,
  )
  await assert.rejects(bench.call('POST', oneNode, { node: 'd' }), /Parameter verification failed/)
})

test('without quorum nothing about the nodes is changed', async () => {
  const bench = member()
  bench.now = { quorate: false, online: new Set([1]) }
  await assert.rejects(bench.call('POST', oneNode, { node: 'c', new_node_ip: '192.0.2.3' }), /no quorum/)
  await assert.rejects(bench.call('DELETE', oneNode, { node: 'b' }), /no quorum/)
  bench.now = undefined
  await assert.rejects(bench.call('DELETE', oneNode, { node: 'b' }), /corosync does not answer on this node/)
  assert.equal(bench.conf, two)
})

test('a node is removed when it is off, and its configs of guests stay', async () => {
  const bench = member()
  await bench.store.commit([{ op: 'write', path: 'nodes/b/qemu-server/100.conf', text: 'name: x\n' }], { authid: 'root@pam' })
  await assert.rejects(bench.call('DELETE', oneNode, { node: 'a' }), /it is this very node/)
  await assert.rejects(bench.call('DELETE', oneNode, { node: 'c' }), /there is none of that name in it \(nodes: a, b\)/)
  bench.online(1, 2)
  await assert.rejects(bench.call('DELETE', oneNode, { node: 'b' }), /it is online - move its guests away and shut it down first/)
  bench.online(1)
  await bench.call('DELETE', oneNode, { node: 'B' })
  assert.deepEqual(
    readClusterConfig(bench.conf).nodes.map(({ name }) => name),
    ['a'],
  )
  assert.ok(bench.store.read('nodes/b/qemu-server/100.conf'))
})

test('a node that leaves goes on alone with its tree, and not by accident', async () => {
  const bench = member().online(1, 2)
  bench.host.files.put('/var/lib/quorate/member', '{}')
  bench.host.files.put(localConf, two)
  await assert.rejects(bench.call('POST', '/cluster/config/leave'), /1 other node\(s\) are in contact with this one/)
  bench.online(1)
  await bench.store.commit([{ op: 'write', path: 'nodes/b/config', text: 'x\n' }], { authid: 'root@pam' })
  const lines = await bench.task('POST', '/cluster/config/leave')
  assert.deepEqual(bench.asked, ['alone', 'corosync', 'restart daemon agent proxy runner'])
  assert.deepEqual(bench.store.list(''), ['nodes'])
  assert.deepEqual([bench.localConf, bench.host.files.entries.has(localKey)], [undefined, false])
  assert.ok(lines.some(line => line.includes("configuration of node 'b' and its guests is still here")))
  await assert.rejects(bench.call('POST', '/cluster/config/leave'), /this node is in none/)
})

/** What the store's process tells about the cluster. */
function hubOf(quorate: boolean, online: readonly string[]): { values(kind: HubValue['kind']): ReadonlyMap<string, HubValue> } {
  const member = (id: string): [string, HubValue] => [
    id,
    { kind: 'member', id, path: `/nodes/${id}`, data: { online: online.includes(id) } },
  ]
  const standing: HubValue = { kind: 'cluster', id: 'quorum', path: '/', data: { quorate } }
  return { values: kind => (kind === 'member' ? new Map(['a', 'b'].map(member)) : new Map([['quorum', standing]])) }
}

test('the state of the cluster is told with who is online', async () => {
  const { store } = member()
  assert.deepEqual(await clusterStatusRows({ store, hub: hubOf(true, ['a']) }, 'a'), [
    { id: 'cluster', type: 'cluster', name: 'prod', version: 2, nodes: 2, quorate: 1 },
    { id: 'node/a', type: 'node', name: 'a', nodeid: 1, ip: '192.0.2.1', local: 1, online: 1, level: '' },
    { id: 'node/b', type: 'node', name: 'b', nodeid: 2, ip: '192.0.2.2', local: 0, online: 0, level: '' },
  ])
  const cut = await clusterStatusRows({ store, hub: hubOf(false, []) }, 'a')
  assert.deepEqual(
    cut.map(({ online, quorate }) => online ?? quorate),
    [0, 1, 0],
  )
})

test('what corosync-quorumtool prints is read, with and without a quorum device', () => {
  const text = (rows: string, quorate = 'Yes') => `Quorum information
------------------
Nodes:            2
Node ID:          1
Quorate:          ${quorate}

Votequorum information
----------------------
Quorum:           2 Activity blocked
Flags:            

Membership information
----------------------
${rows}`
  const plain = '    Nodeid      Votes Name\n         1          1 n1 (local)\n        12          1 n2\n'
  assert.deepEqual(parseQuorumStatus(text(plain)), { quorate: true, online: new Set([1, 12]) })
  const device =
    '    Nodeid      Votes    Qdevice Name\n         2          1    A,V,NMW n2 (local)\n         0          1            Qdevice\n'
  assert.deepEqual(parseQuorumStatus(text(device, 'No')), { quorate: false, online: new Set([2]) })
  assert.equal(parseQuorumStatus('Cannot initialize CMAP service\n'), undefined)
})

test('what corosync-qdevice-tool prints is read as pairs', () => {
  const text = `Qdevice information
-------------------
Model:			Net
Node ID:		1
Configured node list:
    0	Node ID = 1
Membership node list:	1

Qdevice-net information
----------------------
QNetd host:		192.0.2.9:5403
Algorithm:		Fifty-Fifty split
State:			Connected
`
  const { Model, State, Algorithm, ...rest } = parseDeviceStatus(text)
  assert.deepEqual([Model, State, Algorithm, rest['QNetd host']], ['Net', 'Connected', 'Fifty-Fifty split', '192.0.2.9:5403'])
})
