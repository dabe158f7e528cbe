import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addNode, createConfig, readClusterConfig } from '@quorate/cluster/corosync-conf'
import { failureText } from '@quorate/schema'
import { machineAddress } from '../../machine/address.ts'
import { confPath, localConf, localKey } from '../places.ts'
import { ClusterBench } from '../testing/cluster-bench.ts'
import { servePeer, type PeerServer } from '../testing/peer-server.ts'

const here = machineAddress()
const key = Buffer.alloc(256, 7)
const link0 = { address: here }
const one = createConfig({ name: 'prod', node: { name: 'a', links: [{ link: 0, address: '192.0.2.101' }] } })

function peerBench(conf = one): ClusterBench {
  const bench = new ClusterBench('a', { [confPath]: conf }).online(1)
  bench.host.files.put(localKey, key, 0o400)
  return bench
}

function newNode(files: Readonly<Record<string, string>> = {}): ClusterBench {
  const bench = new ClusterBench('b', files)
  bench.host.time = Date.now()
  return bench
}

/** As the store's process does it: the tree of the members in the place of one's own. */
async function takeTree(bench: ClusterBench, from: ClusterBench): Promise<void> {
  const own = bench.store.list('').flatMap(name => (bench.store.read(name) ? [name] : below(bench, name)))
  const removes = own.map(path => ({ op: 'remove', path }) as const)
  await bench.store.commit([...removes, { op: 'write', path: confPath, text: from.conf }], { authid: 'root@pam' })
}

function below(bench: ClusterBench, folder: string): string[] {
  return bench.store
    .list(folder)
    .flatMap(name => (bench.store.read(`${folder}/${name}`) ? [`${folder}/${name}`] : below(bench, `${folder}/${name}`)))
}

const says = (pattern: RegExp) => (error: unknown) => pattern.test(failureText(error))

const join = (bench: ClusterBench, { hostname, fingerprint }: PeerServer, more: Readonly<Record<string, unknown>> = {}) =>
  bench.task('POST', '/cluster/config/join', { hostname, fingerprint, password: 'right', link0, ...more })

test('a node comes into the cluster with its own files, the key and the configuration of the others', async () => {
  const peer = peerBench()
  await using server = await servePeer(peer)
  const bench = newNode({
    'nodes/b/config': 'wakeonlan: BC:24:11:00:00:01\n',
    'nodes/b/pve-ssl.pem': 'old',
    'authkey.pub': 'old',
    'user.cfg': '',
  })
  bench.onMember = async () => {
    await takeTree(bench, peer)
    bench.online(1, 2)
  }
  const lines = await join(bench, server, { votes: 1 })
  assert.deepEqual(bench.asked, ['member of prod as 2', 'corosync', 'certificates', 'restart daemon agent proxy runner'])
  assert.deepEqual(readClusterConfig(peer.conf).nodes.at(-1), { name: 'b', nodeId: 2, votes: 1, addresses: new Map([[0, here]]) })
  assert.equal(bench.localConf, peer.conf)
  assert.deepEqual([bench.host.files.entries.get(localKey)?.content, bench.host.files.entries.get(localKey)?.mode], [key, 0o400])
  assert.equal(bench.store.read('nodes/b/config')?.text, 'wakeonlan: BC:24:11:00:00:01\n')
  assert.equal(bench.store.read('authkey.pub'), undefined)
  assert.ok(lines.includes("this node is a member of cluster 'prod'"))
  assert.equal(
    lines.some(line => line.includes('right') || line.includes(key.toString('base64'))),
    false,
  )
})

test('every reason against joining is named at once, and nothing changes here or there', async () => {
  const conf = addNode(one, { name: 'B', links: [{ link: 0, address: '192.0.2.102' }] })
  const peer = peerBench(addNode(conf, { name: 'c', links: [{ link: 0, address: here }] }))
  await using server = await servePeer(peer)
  server.ahead = 120
  const bench = newNode({
    'nodes/b/qemu-server/100.conf': 'name: x\n',
    'storage.cfg': 'nfs: nas\n\tpath /mnt/pve/nas\n',
    'user.cfg': 'user:root@pam:1:0:::::\nuser:ann@pve:1:0:::::\n',
    'datacenter.cfg': 'keyboard: de\n',
    'priv/preferences/root%40pam.json': '{}',
  })
  const before = peer.conf
  await assert.rejects(join(bench, server, { nodeid: 3 }), error => {
    for (const reason of [
      /there are guests here \(VM 100\)/,
      /storages 'nas' \(storage\.cfg\)/,
      /users 'ann@pve' \(user\.cfg\)/,
      /datacenter\.cfg/,
      /a node 'B' is in the cluster already/,
      /the address .* is that of node 'c'/,
      /the node id 3 is that of node 'c'/,
      /the clocks are 1\d\d s apart/,
    ])
      assert.match(String(error), reason)
    assert.doesNotMatch(String(error), /preferences/)
    return true
  })
  assert.deepEqual([bench.asked, bench.localConf, peer.conf], [[], undefined, before])
  assert.equal(
    server.asked.some(call => call.startsWith('POST /cluster')),
    false,
  )
})

test('force sets configuration aside, but never guests', async () => {
  const peer = peerBench()
  await using server = await servePeer(peer)
  const set = { 'datacenter.cfg': 'keyboard: de\n' }
  await assert.rejects(
    join(newNode({ ...set, 'nodes/b/lxc/100.conf': 'hostname: x\n' }), server, { force: true }),
    /there are guests here \(CT 100\)/,
  )
  const bench = newNode(set)
  bench.onMember = async () => {
    await takeTree(bench, peer)
    bench.online(1, 2)
  }
  const lines = await join(bench, server, { force: true })
  assert.ok(lines.some(line => line.startsWith('WARN set aside') && line.includes('datacenter.cfg')))
})

test('force replaces the former self of a node that is in the cluster already', async () => {
  const peer = peerBench(addNode(one, { name: 'b', links: [{ link: 0, address: here }] }))
  await using server = await servePeer(peer)
  const bench = newNode()
  bench.onMember = async () => {
    await takeTree(bench, peer)
    bench.online(1, 2)
  }
  await assert.rejects(join(bench, server), /a node 'b' is in the cluster already/)
  await join(bench, server, { force: true })
  assert.deepEqual(bench.asked[0], 'member of prod as 2')
})

test('links have to be those of the cluster, at addresses of this machine', async () => {
  const links = [0, 1].map(link => ({ link, address: `192.0.${link}.101` }))
  await using server = await servePeer(peerBench(createConfig({ name: 'prod', node: { name: 'a', links } })))
  await assert.rejects(join(newNode(), server), /addresses for the links 0, 1: give link0 and link1/)
  const wrong = { link1: { address: '203.0.113.9' } }
  await assert.rejects(join(newNode(), server, wrong), /link 1: no interface of this machine has the address 203\.0\.113\.9/)
})

test('a node that does not get into contact is taken out again, here and there', async () => {
  const peer = peerBench()
  await using server = await servePeer(peer)
  const bench = newNode()
  bench.host.files.put(localConf, 'of Debian\n')
  await assert.rejects(join(bench, server), /does not get into contact with the others: look whether UDP ports/)
  assert.deepEqual(bench.asked, ['member of prod as 2', 'corosync', 'alone, as before', 'corosync'])
  assert.deepEqual([bench.localConf, bench.host.files.entries.has(localKey)], ['of Debian\n', false])
  assert.deepEqual(
    readClusterConfig(peer.conf).nodes.map(({ name }) => name),
    ['a'],
  )
})

test('a node that gets no tree is taken out again', async () => {
  const peer = peerBench()
  await using server = await servePeer(peer)
  const bench = newNode()
  bench.onMember = () => void bench.online(1, 2)
  await assert.rejects(join(bench, server), /the other nodes answer, and have not sent their tree/)
  assert.deepEqual(
    readClusterConfig(peer.conf).nodes.map(({ name }) => name),
    ['a'],
  )
})

test('another certificate gets neither the password nor anything else', async () => {
  await using server = await servePeer(peerBench())
  const wrong = { ...server, fingerprint: 'AA:'.repeat(31) + 'AA' }
  await assert.rejects(join(newNode(), wrong), error =>
    failureText(error).endsWith(`another fingerprint than the one that was given: ${server.fingerprint}`),
  )
  assert.deepEqual(server.asked, [])
})

test('a wrong password, a peer without cluster and one that is not there are told as that', async () => {
  await using server = await servePeer(peerBench())
  await assert.rejects(
    join(newNode(), server, { password: 'wrong' }),
    says(/^cannot join the cluster of 127\.0\.0\.1:\d+: 127\.0\.0\.1 refused: the login was refused$/),
  )
  await using alone = await servePeer(new ClusterBench('a'))
  await assert.rejects(join(newNode(), alone), /refused: cannot tell how to join the cluster: this node is in no cluster/)
  await assert.rejects(join(newNode(), { ...server, hostname: '127.0.0.1:1' }), says(/cannot connect to 127\.0\.0\.1, port 1/))
})
