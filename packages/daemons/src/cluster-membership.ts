import type { ConnectedStore } from '@quorate/cluster'
import type { ClusterMembership } from '@quorate/node'
import { Failure } from '@quorate/schema'

/** How this node enters and leaves a cluster: the store's process does it. */
export function clusterMembership(store: ConnectedStore): ClusterMembership {
  const able: Partial<ClusterMembership> = 'becomeMember' in store ? (store as Partial<ClusterMembership>) : {}
  const missing = () => {
    throw new Failure('the store of this node cannot be a member of a cluster yet')
  }
  return {
    becomeMember: options => (able.becomeMember ? able.becomeMember.call(store, options) : missing()),
    leaveCluster: options => (able.leaveCluster ? able.leaveCluster.call(store, options) : missing()),
  }
}
