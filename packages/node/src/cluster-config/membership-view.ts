import { linkStates } from './link-states.ts'
import { ownAddresses } from './own-addresses.ts'
import type { ClusterConfigParts } from './parts.ts'
import { presentCluster } from './present-cluster.ts'
import { deviceStatus } from './qdevice/device-status.ts'
import { quorumNumbers } from './quorum-numbers.ts'

/** Everything about the cluster that a person looks at together, as this node sees it. */
export async function membershipView(parts: Pick<ClusterConfigParts, 'host' | 'store' | 'standing'>, node: string) {
  const cluster = presentCluster(parts.store)
  const addresses = ownAddresses()
  if (!cluster) return { node, addresses, nodes: [], links: [] }
  const [quorum, states, told] = await Promise.all([quorumNumbers(parts.host), linkStates(parts.host), deviceStatus(parts)])
  const { device } = cluster
  const numbers = [...new Set(cluster.nodes.flatMap(one => [...one.addresses.keys()]))].toSorted((a, b) => a - b)
  return {
    node,
    addresses,
    cluster: { name: cluster.name, version: cluster.version },
    nodes: cluster.nodes.map(({ name, nodeId, votes, addresses: links }) => {
      const standing = parts.standing(name)
      return {
        name,
        nodeid: nodeId,
        votes,
        // Cut off from the others, this node answers all the same.
        online: name === node || standing?.online === true,
        ...(standing && { since: standing.since }),
        addresses: [...links].map(([link, address]) => ({ link, address })),
      }
    }),
    ...(quorum && { quorum }),
    ...(device && {
      device: {
        model: device.model,
        ...(device.host !== undefined && { host: device.host }),
        ...(device.algorithm !== undefined && { algorithm: device.algorithm }),
        state: told.State ?? 'unknown',
      },
    }),
    links: numbers.map(link => {
      const priority = cluster.links.get(link)
      const peers = states.find(one => one.link === link)?.peers ?? []
      return { link, ...(priority !== undefined && { priority }), peers }
    }),
  }
}
