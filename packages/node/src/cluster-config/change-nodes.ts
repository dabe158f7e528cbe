import { addNode, readClusterConfig, removeNode, type LinkAddress } from '@quorate/cluster/corosync-conf'
import type { Call, ParametersOf } from '@quorate/contract'
import type { clusterConfig } from '@quorate/contract/cluster/config'
import { Failure, parameterFailure } from '@quorate/schema'
import { requireAuthKey } from './auth-key.ts'
import { givenLinks } from './given-links.ts'
import { joinVersion } from './join-version.ts'
import type { ClusterConfigParts, ClusterView } from './parts.ts'
import { confPath } from './places.ts'
import { requireCluster } from './present-cluster.ts'

async function requireQuorum({ view }: Pick<ClusterConfigParts, 'view'>, attempt: string): Promise<ClusterView> {
  const now = await view()
  if (!now) throw new Failure(`cannot ${attempt}: corosync does not answer on this node`)
  if (!now.quorate)
    throw new Failure(
      `cannot ${attempt}: no quorum - more nodes have to be online, or 'pvecm expected' lowers how many, when they are gone for good`,
    )
  return now
}

const refuseWithDevice = (device: unknown, attempt: string) => {
  if (device)
    throw new Failure(
      `cannot ${attempt} while the cluster has a quorum device: its votes depend on the number of nodes - remove it ('pvecm qdevice remove'), and set it up again afterwards`,
    )
}

/** Writes a node into the configuration of the cluster; what the node needs to come is the answer. */
export async function addToCluster(
  parts: ClusterConfigParts,
  call: Pick<Call, 'caller'>,
  parameters: ParametersOf<typeof clusterConfig.addNode>,
): Promise<{ corosync_authkey: string; corosync_conf: string; warnings: string[] }> {
  const { store, host } = parts
  const { node, apiversion, force = false, new_node_ip: fallback, nodeid, votes } = parameters
  const attempt = `add node '${node}' to the cluster`
  const { device, nodes } = requireCluster(store, attempt)
  if (apiversion !== undefined && apiversion !== joinVersion) {
    throw new Failure(
      `cannot ${attempt}: it speaks version ${apiversion} of the join protocol, this cluster version ${joinVersion} - the same release of this product has to run on both`,
    )
  }
  const view = await requireQuorum(parts, attempt)
  refuseWithDevice(device, attempt)
  const present = nodes.find(({ name }) => name.toLowerCase() === node.toLowerCase())
  if (present && view.online.has(present.nodeId)) throw new Failure(`cannot ${attempt}: a node of that name is online`)
  const given = givenLinks(parameters)
  const links: readonly LinkAddress[] = given.length > 0 || fallback === undefined ? given : [{ link: 0, address: fallback }]
  if (links.length === 0) throw parameterFailure({ link0: 'the address of the new node is needed: give link0, or new_node_ip' })
  const key = await requireAuthKey(host)
  const added = { name: node, links, ...(nodeid !== undefined && { nodeId: nodeid }), ...(votes !== undefined && { votes }) }
  const change = (text: string | undefined) => {
    if (text === undefined) throw new Failure(`cannot ${attempt}: the cluster has just been dissolved`)
    return addNode(text, added, { replace: force })
  }
  await store.update(confPath, { authid: call.caller.authid }, change)
  const conf = store.read(confPath)?.text ?? ''
  const warnings = present ? [`node '${present.name}' was in the configuration before, and was replaced`] : []
  return { corosync_authkey: key, corosync_conf: conf, warnings }
}

/** Takes a node out of the configuration. Its folder below nodes/ stays: configs of guests are not deleted with a node. */
export async function removeFromCluster(parts: ClusterConfigParts, call: Pick<Call, 'caller' | 'node'>, node: string): Promise<void> {
  const attempt = `remove node '${node}' from the cluster`
  const { device, nodes } = requireCluster(parts.store, attempt)
  if (node.toLowerCase() === call.node.toLowerCase()) {
    throw new Failure(`cannot ${attempt}: it is this very node - shut it down, and remove it on another`)
  }
  const present = nodes.find(({ name }) => name.toLowerCase() === node.toLowerCase())
  if (!present)
    throw new Failure(`cannot ${attempt}: there is none of that name in it (nodes: ${nodes.map(({ name }) => name).join(', ')})`)
  const view = await requireQuorum(parts, attempt)
  if (view.online.has(present.nodeId)) {
    throw new Failure(
      `cannot ${attempt}: it is online - move its guests away and shut it down first; do not switch it on again in this network as it is`,
    )
  }
  refuseWithDevice(device, attempt)
  await parts.store.update(confPath, { authid: call.caller.authid }, text =>
    text === undefined || !readClusterConfig(text).nodes.some(({ name }) => name === present.name)
      ? undefined
      : removeNode(text, present.name),
  )
}
