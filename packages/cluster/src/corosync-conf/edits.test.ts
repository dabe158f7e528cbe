import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readClusterConfig, totemOf } from './cluster-config.ts'
import { addDevice, addNode, bumpVersion, createConfig, removeDevice, removeNode, setLinks, type NewNode } from './edits.ts'
import { problemsOf } from './problems.ts'

const link = (address: string, number = 0, priority?: number) => ({ link: number, address, ...(priority !== undefined && { priority }) })
const node = (name: string, address: string): NewNode => ({ name, links: [link(address)] })
const one = createConfig({ name: 'prod', node: node('pve1', '10.0.0.1') })
const two = addNode(one, node('pve2', '10.0.0.2'))

/** As people who have had a cluster for years have it. */
const byHand = `# our cluster
logging {
	debug: off   
	to_syslog: yes
}

nodelist {
	# the big one
	node {
		name: big
		nodeid: 4
		quorum_votes: 2
		ring0_addr: 10.0.0.1
		ring1_addr: big.storage.lan
		x-rack: 7
	}

	node {
		name: small
		nodeid: 2
		ring0_addr: 10.0.0.2
		ring1_addr: small.storage.lan
	}
}
quorum {
	provider: corosync_votequorum
}
totem {
	cluster_name: old
	config_version: 41
	interface {
		linknumber: 0
		knet_link_priority: 20
	}
	version: 2
	# do not touch
	secauth: on
}
nozzle {
	name: noz01
}
`

test('a new cluster is written as documented', () => {
  assert.equal(
    createConfig({
      name: 'prod',
      tokenCoefficient: 200,
      node: { name: 'pve1', nodeId: 3, votes: 2, links: [link('fd00::1', 1, 5), link('10.0.0.1', 0, 20)] },
    }),
    `logging {
  debug: off
  to_syslog: yes
}

nodelist {
  node {
    name: pve1
    nodeid: 3
    quorum_votes: 2
    ring0_addr: 10.0.0.1
    ring1_addr: fd00::1
  }
}

quorum {
  provider: corosync_votequorum
}

totem {
  cluster_name: prod
  config_version: 1
  interface {
    knet_link_priority: 20
    linknumber: 0
  }
  interface {
    knet_link_priority: 5
    linknumber: 1
  }
  ip_version: ipv4-6
  link_mode: passive
  secauth: on
  seqno_unchanged_const: 1
  token: 1000
  token_coefficient: 200
  version: 2
}
`,
  )
})

test('a node is added behind the others in their manner, and everything else stays as it was written', () => {
  const links = [link('10.0.0.3'), link('new.storage.lan', 1, 7)]
  assert.equal(
    addNode(byHand, { name: 'new', votes: 0, links }),
    byHand
      .replace('config_version: 41', 'config_version: 42')
      .replace(
        '		ring1_addr: small.storage.lan\n	}\n',
        '		ring1_addr: small.storage.lan\n	}\n	node {\n	  name: new\n	  nodeid: 5\n	  quorum_votes: 0\n	  ring0_addr: 10.0.0.3\n	  ring1_addr: new.storage.lan\n	}\n',
      )
      .replace(
        '		knet_link_priority: 20\n	}\n',
        '		knet_link_priority: 20\n	}\n	interface {\n	  linknumber: 1\n	  knet_link_priority: 7\n	}\n',
      ),
  )
})

test('a node that is removed leaves no trace, and its number is not given again while a higher one is there', () => {
  assert.equal(removeNode(two, 'PVE2'), one.replace('config_version: 1', 'config_version: 3'))
  const three = addNode(two, node('pve3', '10.0.0.3'))
  const again = addNode(removeNode(three, 'pve2'), node('pve4', '10.0.0.4'))
  assert.deepEqual(
    readClusterConfig(again).nodes.map(({ nodeId }) => nodeId),
    [1, 3, 4],
  )
  assert.throws(() => removeNode(two, 'pve9'), /cannot remove node 'pve9': there is none of that name in the cluster \(nodes: pve1, pve2\)/)
  assert.throws(() => removeNode(one, 'pve1'), /it is the only one/)
})

test('names, numbers and addresses are given once', () => {
  assert.throws(() => addNode(two, node('PVE2', '10.0.0.9')), /a node of that name is in the cluster already/)
  assert.throws(
    () => addNode(two, { ...node('pve3', '10.0.0.9'), nodeId: 2 }),
    /nodeid 2 is given twice: to node 'pve2' and to node 'pve3'/,
  )
  assert.throws(() => addNode(two, node('pve3', '10.0.0.2')), /the address 10\.0\.0\.2 is given twice: to node 'pve2' and to node 'pve3'/)
  const six = createConfig({ name: 'six', node: node('a', 'fd00::1') })
  assert.throws(() => addNode(six, node('b', 'FD00:0::0:1')), /given twice/)
})

test('a node may take the place of its former self, with its number', () => {
  const again = readClusterConfig(addNode(two, node('pve1', '10.0.0.7'), { replace: true }))
  assert.deepEqual(
    again.nodes.map(({ name, nodeId }) => [name, nodeId]),
    [
      ['pve2', 2],
      ['pve1', 1],
    ],
  )
  assert.equal(again.version, 3)
})

test('every node has the same links', () => {
  const both = { name: 'pve3', links: [link('10.0.0.3'), link('10.1.0.3', 1)] }
  assert.throws(() => addNode(two, both), /node 'pve3' has addresses for the links 0, 1, node 'pve1' for 0/)
  assert.throws(() => addNode(byHand, node('new', '10.0.0.3')), /node 'new' has addresses for the links 0, node 'big' for 0, 1/)
  assert.throws(() => createConfig({ name: 'x', node: { name: 'a', links: [link('10.0.0.1', 8)] } }), /links are numbered 0 to 7/)
  assert.throws(() => createConfig({ name: 'x', node: { name: 'a', links: [] } }), /has no address/)
})

test('a priority counts for all nodes', () => {
  assert.throws(
    () => addNode(byHand, { name: 'new', links: [link('10.0.0.3', 0, 21), link('n.lan', 1)] }),
    /link 0 has the priority 20 for all nodes: 21 cannot be chosen/,
  )
})

test('links are changed for all nodes at once', () => {
  const more = setLinks(
    two,
    new Map([
      ['pve1', [link('10.0.0.1'), link('10.1.0.1', 1, 9)]],
      ['pve2', [link('10.0.0.22'), link('10.1.0.2', 1, 9)]],
    ]),
  )
  const read = readClusterConfig(more)
  assert.deepEqual(
    read.nodes.map(({ addresses }) => [...addresses]),
    [
      [
        [0, '10.0.0.1'],
        [1, '10.1.0.1'],
      ],
      [
        [0, '10.0.0.22'],
        [1, '10.1.0.2'],
      ],
    ],
  )
  assert.equal(read.links.get(1), 9)
  const only = new Map([
    ['pve1', [link('10.1.0.1', 1)]],
    ['pve2', [link('10.1.0.2', 1)]],
  ])
  assert.deepEqual([...readClusterConfig(setLinks(more, only)).links], [[1, 9]])
  assert.throws(() => setLinks(two, new Map([['pve1', [link('10.0.0.1')]]])), /node 'pve2' has no address/)
})

test('a quorum device comes and goes without a trace', () => {
  const even = addDevice(two, { host: 'arbiter.lan', algorithm: 'ffsplit', votes: 1 })
  assert.deepEqual(readClusterConfig(even).device, { model: 'net', votes: 1, host: 'arbiter.lan', algorithm: 'ffsplit', tls: 'on' })
  assert.match(
    even,
    /quorum \{\n  device \{\n    model: net\n    net \{\n      algorithm: ffsplit\n      host: arbiter\.lan\n      tls: on\n    \}\n    votes: 1\n  \}\n  provider/,
  )
  assert.throws(() => addDevice(even, { host: 'other', algorithm: 'lms' }), /there is one already, at arbiter\.lan/)
  assert.equal(removeDevice(even), two.replace('config_version: 2', 'config_version: 4'))
  assert.throws(() => removeDevice(two), /there is none/)
})

test('at most 32 nodes are in a cluster', () => {
  let text = one
  for (let at = 2; at <= 32; at += 1) text = addNode(text, node(`pve${at}`, `10.0.0.${at}`))
  assert.equal(readClusterConfig(text).version, 32)
  assert.throws(() => addNode(text, node('pve33', '10.0.0.33')), /it has 33 nodes; at most 32 can be in a cluster/)
})

test('adding and removing nodes at random keeps the file good, and what is not about them as it was', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    let text = byHand
    let state = seed
    const next = (below: number) => (state = (state * 48271) % 2147483647) % below
    for (let step = 0; step < 25; step += 1) {
      const { nodes, version } = readClusterConfig(text)
      const victim = nodes[next(nodes.length)]!
      const links = [link(`10.0.${seed}.${step + 1}`), link(`10.1.${seed}.${step + 1}`, 1)]
      text = next(3) > 0 || nodes.length < 2 ? addNode(text, { name: `n${step}`, links }) : removeNode(text, victim.name)
      const after = readClusterConfig(text)
      assert.equal(after.version, version + 1)
      assert.deepEqual(problemsOf(after), [])
      for (const kept of ['# our cluster', '# the big one', '# do not touch', 'nozzle {', '	debug: off   '])
        assert.ok(text.includes(kept), kept)
    }
  }
})

test('what is wrong in a file that a person wrote is all named', () => {
  const wrong = two
    .replace('name: pve2', 'name: pve_2')
    .replace('nodeid: 2', 'nodeid: 1')
    .replace('config_version: 2', 'config_version: two')
    .replace('provider: corosync_votequorum', '')
    .replace('secauth: on', 'transport: udpu')
  assert.deepEqual(problemsOf(readClusterConfig(wrong)), [
    'config_version is not a number from 1',
    "transport 'udpu' is not supported: it has to be knet",
    "the section 'quorum' has no 'provider: corosync_votequorum'",
    "node 'pve_2' has no valid name (letters, digits and hyphens, at most 63)",
    "nodeid 1 is given twice: to node 'pve1' and to node 'pve_2'",
  ])
  assert.throws(() => bumpVersion(wrong), /corosync\.conf has to be put right first/)
  assert.equal(bumpVersion(two), two.replace('config_version: 2', 'config_version: 3'))
})

test('the totem section is told as data, interfaces by link', () => {
  assert.deepEqual(totemOf(readClusterConfig(byHand)), {
    cluster_name: 'old',
    config_version: '41',
    interface: { 0: { linknumber: '0', knet_link_priority: '20' } },
    version: '2',
    secauth: 'on',
  })
})
