import { findProgram } from '@quorate/host'
import { isMember } from './member-marker.ts'
import type { ClusterConfigParts } from './parts.ts'
import { presentCluster } from './present-cluster.ts'

/** Why this machine cannot become a member of any cluster now; empty: it can. */
export async function reasonsAgainstMembership({
  host,
  store,
  view,
}: Pick<ClusterConfigParts, 'host' | 'store' | 'view'>): Promise<string[]> {
  const { root } = host
  if (root.trial) return [`this is a trial root (${root.path}): a cluster needs a machine of its own, where the product runs below /`]
  const present = presentCluster(store)
  if (present) return [`this node is in the cluster '${present.name}' already`]
  const reasons: string[] = []
  if (await isMember(host)) reasons.push("this node was a member of a cluster and has left it half way: 'pvecm leave' puts it right")
  if (findProgram('corosync') === undefined) reasons.push("corosync is not installed: 'apt-get install corosync' does it")
  else if (await view())
    reasons.push("a corosync runs here that is not ours: 'systemctl disable --now corosync' ends it, or end it as it was started")
  return reasons
}
