import { isIP } from 'node:net'
import { lookup } from 'node:dns/promises'
import type { ConfigReader, EventHub, MemberState, QuorumStanding } from '@quorate/cluster'
import { machineAddress } from '../machine/address.ts'
import { presentCluster } from './present-cluster.ts'

/** The address that a node's name in corosync.conf stands for. */
async function addressOf(name: string): Promise<string> {
  if (isIP(name)) return name
  try {
    return (await lookup(name)).address
  } catch (error) {
    if (error instanceof Error && 'code' in error) return name
    throw error
  }
}

/** Rows of GET /cluster/status: the cluster, unless this node is alone, and its nodes as this one sees them. */
export async function clusterStatusRows(
  { store, hub }: { readonly store: Pick<ConfigReader, 'read'>; readonly hub: Pick<EventHub, 'values'> },
  node: string,
): Promise<Record<string, unknown>[]> {
  const cluster = presentCluster(store)
  if (!cluster) return [{ id: `node/${node}`, type: 'node', name: node, nodeid: 0, ip: machineAddress(), local: 1, online: 1, level: '' }]
  const members = hub.values('member')
  const standing = hub.values('cluster').get('quorum')?.data as QuorumStanding | undefined
  const isOnline = (name: string) => (members.get(name)?.data as MemberState | undefined)?.online === true
  const rows = cluster.nodes.map(async ({ name, nodeId, addresses }) => ({
    id: `node/${name}`,
    type: 'node',
    name,
    nodeid: nodeId,
    ip: await addressOf(addresses.values().next().value ?? ''),
    local: name === node ? 1 : 0,
    online: name === node || isOnline(name) ? 1 : 0,
    level: '',
  }))
  const quorate = standing?.quorate ? 1 : 0
  const whole = { id: 'cluster', type: 'cluster', name: cluster.name, version: cluster.version, nodes: cluster.nodes.length, quorate }
  return [whole, ...(await Promise.all(rows))]
}
