import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addNode, createConfig } from '@quorate/cluster/corosync-conf'
import { parseLinkStates } from './link-states.ts'
import { ownAddresses } from './own-addresses.ts'
import { parseQuorumNumbers } from './quorum-numbers.ts'
import { ClusterBench } from './testing/cluster-bench.ts'

const links = (last: number) => [
  { link: 0, address: `192.0.2.${last}`, priority: 10 },
  { link: 1, address: `198.51.100.${last}` },
]
const conf = addNode(createConfig({ name: 'prod', node: { name: 'a', links: links(1) } }), { name: 'b', links: links(2) })

const quorum = `Quorum information
------------------
Nodes:            1
Node ID:          1
Quorate:          No

Votequorum information
----------------------
Expected votes:   2
Highest expected: 2
Total votes:      1
Quorum:           2 Activity blocked
Flags:
`
const linkText = `Local node ID 1, transport knet
LINK ID 0 udp
\taddr\t= 192.0.2.1
\tstatus:
\t\tnodeid:          1:\tlocalhost
\t\tnodeid:          2:\tdisconnected
LINK ID 1 udp
\taddr\t= 198.51.100.1
\tstatus:
\t\tnodeid:          1:\tlocalhost
\t\tnodeid:          2:\tconnected
`

test('a member tells its nodes, votes and links, as it sees them', async () => {
  const bench = new ClusterBench('a', { 'corosync.conf': conf })
  bench.standings.set('b', { online: false, since: 1_700_000_000 })
  bench.host.programs.script('corosync-quorumtool', () => quorum)
  bench.host.programs.script('corosync-cfgtool', () => linkText)
  const { addresses: _own, ...view } = (await bench.call('GET', '/cluster/config/membership')) as Record<string, unknown>
  assert.deepEqual(view, {
    node: 'a',
    cluster: { name: 'prod', version: 2 },
    nodes: [
      {
        name: 'a',
        nodeid: 1,
        votes: 1,
        online: true,
        addresses: [
          { link: 0, address: '192.0.2.1' },
          { link: 1, address: '198.51.100.1' },
        ],
      },
      {
        name: 'b',
        nodeid: 2,
        votes: 1,
        online: false,
        since: 1_700_000_000,
        addresses: [
          { link: 0, address: '192.0.2.2' },
          { link: 1, address: '198.51.100.2' },
        ],
      },
    ],
    quorum: { quorate: false, votes: 1, expected: 2, needed: 2 },
    links: [
      { link: 0, priority: 10, peers: [{ nodeid: 2, state: 'disconnected' }] },
      { link: 1, peers: [{ nodeid: 2, state: 'connected' }] },
    ],
  })
})

test('a node alone tells its addresses and asks no corosync', async () => {
  const view = (await new ClusterBench('a').call('GET', '/cluster/config/membership')) as Record<string, unknown>
  assert.deepEqual([view.nodes, view.cluster, view.quorum], [[], undefined, undefined])
})

test('what corosync does not say is left out', () => {
  assert.equal(parseQuorumNumbers('Cannot initialize CMAP service\n'), undefined)
  assert.deepEqual(parseLinkStates('Could not initialize corosync configuration API error 2\n'), [])
})

test('addresses for links are those that others can reach, IPv4 first', () => {
  const one = { netmask: '', mac: '', cidr: null, internal: false }
  const found = ownAddresses({
    lo: [{ ...one, address: '127.0.0.1', family: 'IPv4', internal: true }],
    eth0: [
      { ...one, address: '2001:db8::1', family: 'IPv6', scopeid: 0 },
      { ...one, address: 'fe80::1', family: 'IPv6', scopeid: 2 },
    ],
    eth1: [{ ...one, address: '192.0.2.1', family: 'IPv4' }],
  })
  assert.deepEqual(found, [
    { address: '192.0.2.1', interface: 'eth1' },
    { address: '2001:db8::1', interface: 'eth0' },
  ])
})
