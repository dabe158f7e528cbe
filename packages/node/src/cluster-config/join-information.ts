import { digestOf } from '@quorate/cluster'
import { totemOf } from '@quorate/cluster/corosync-conf'
import { Failure } from '@quorate/schema'
import type { ClusterConfigParts } from './parts.ts'
import { confPath } from './places.ts'
import { requireCluster } from './present-cluster.ts'

/** What a node needs to know to join. `preferred`: the node that it is told to ask. */
export function joinInformation({ store, fingerprint }: Pick<ClusterConfigParts, 'store' | 'fingerprint'>, preferred: string) {
  const cluster = requireCluster(store, 'tell how to join the cluster')
  if (!cluster.nodes.some(({ name }) => name === preferred)) {
    throw new Failure(`cannot tell how to join the cluster by node '${preferred}': there is none of that name in it`)
  }
  return {
    config_digest: digestOf(store.read(confPath)?.text ?? ''),
    nodelist: cluster.nodes.map(({ name, nodeId, votes, addresses }) => {
      const rings = Object.fromEntries([...addresses].map(([link, address]) => [`ring${link}_addr`, address]))
      const [address] = addresses.values()
      return { name, nodeid: nodeId, pve_addr: address ?? '', pve_fp: fingerprint(name) ?? '', quorum_votes: votes, ...rings }
    }),
    preferred_node: preferred,
    totem: totemOf(cluster),
  }
}
