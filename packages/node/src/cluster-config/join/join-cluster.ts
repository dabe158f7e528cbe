import type { Call, ParametersOf, TaskHandle, TaskWork } from '@quorate/contract'
import type { clusterConfig } from '@quorate/contract/cluster/config'
import type { Change } from '@quorate/cluster'
import { readClusterConfig, problemsOf } from '@quorate/cluster/corosync-conf'
import { Failure } from '@quorate/schema'
import { defaultStorageConfig } from '@quorate/storage'
import { givenLinks } from '../given-links.ts'
import { joinVersion } from '../join-version.ts'
import { replaceCorosyncFiles } from '../local-files.ts'
import { readers, type ClusterConfigParts } from '../parts.ts'
import { waitFor } from '../patience.ts'
import { presentCluster } from '../present-cluster.ts'
import { reasonsAgainstMembership } from '../reasons-here.ts'
import { leaveAction } from '../undo-actions.ts'
import { PeerClient, peerAddress } from './peer-client.ts'
import { askPeer, type ClusterThere } from './reasons-there.ts'
import { takeBackAtPeerAction, type TakeBack } from './take-back-at-peer.ts'
import { filesOfNode, whatWouldBeLost } from './what-would-be-lost.ts'

interface Welcome {
  readonly corosync_authkey: string
  readonly corosync_conf: string
  readonly warnings: readonly string[]
}

/** Brings this node into the cluster of another. Every reason against it is named before anything changes. */
export async function joinCluster(
  parts: ClusterConfigParts,
  call: Pick<Call, 'caller'>,
  parameters: ParametersOf<typeof clusterConfig.join>,
): Promise<TaskWork> {
  const { host, store, guests } = parts
  const { node } = host.root
  const { fingerprint, password, hostname, force = false, nodeid, votes } = parameters
  const attempt = `cannot join the cluster of ${hostname}`
  const here = await reasonsAgainstMembership(parts)
  if (here.length > 0) throw new Failure(`${attempt}: ${here.join('; ')}`)
  const lost = whatWouldBeLost(store, guests, node, defaultStorageConfig(host.root.vz))
  const replaced =
    lost.replaced.length === 0 || force
      ? []
      : [
          `the configuration of the cluster would replace what is set up here: ${lost.replaced.join(', ')} - take it out, or give force; it is kept aside then`,
        ]
  const reasons = [...lost.guests, ...replaced]
  const { client, session } = await new PeerClient({ ...peerAddress(hostname), fingerprint }).login(password).catch((error: unknown) => {
    throw new Failure(attempt, { cause: error })
  })
  const there = await askPeer(client, node, givenLinks(parameters), { force, nodeId: nodeid, now: () => host.now() })
  reasons.push(...there.reasons)
  if (reasons.length > 0) throw new Failure(`${attempt}: ${reasons.join('; ')}`)
  return async task => {
    const before = filesOfNode(store, node).map((path): Change => ({ op: 'write', path, text: store.read(path)?.text ?? '', expect: 0 }))
    for (const what of lost.replaced) task.warn(`set aside, as the cluster's takes its place: ${what}`)
    task.log(`asking ${client.peer.host} to let this node into the cluster '${there.name}'`)
    const takeBack: TakeBack = { ...client.peer, ...session, node }
    const undos = [await task.undo(takeBackAtPeerAction, { ...takeBack })]
    const welcome = await askIn(client, node, there, { force, nodeid, votes })
    for (const warning of welcome.warnings) task.warn(warning)
    const nodeId = idOf(welcome.corosync_conf, node)
    task.log(`this node is number ${nodeId}; writing the key and the configuration of corosync`)
    const files = await replaceCorosyncFiles(host, task, welcome.corosync_conf, welcome.corosync_authkey)
    undos.unshift(await task.undo(leaveAction, { restore: true }))
    await parts.membership.becomeMember({ cluster: there.name, nodeId, found: false })
    parts.corosync?.()
    await comeIn(parts, task, node)
    task.log('writing what belongs to this node, and its certificate')
    await bringAlong(parts, { authid: call.caller.authid, upid: task.upid }, before)
    await parts.updateCertificates(false)
    for (const undo of undos) await undo.settle()
    await files.forget()
    task.log(`this node is a member of cluster '${there.name}'`)
    parts.restartAfter?.(task.upid, readers)
  }
}

async function askIn(
  client: PeerClient,
  node: string,
  { links }: ClusterThere,
  { force, nodeid, votes }: { force: boolean; nodeid?: number | undefined; votes?: number | undefined },
): Promise<Welcome> {
  const given = links.map(({ link, address, priority }): [string, string] => [
    `link${link}`,
    `address=${address}${priority === undefined ? '' : `,priority=${priority}`}`,
  ])
  return (await client.call('POST', `/cluster/config/nodes/${encodeURIComponent(node)}`, {
    ...Object.fromEntries(given),
    apiversion: joinVersion,
    ...(force && { force: true }),
    ...(nodeid !== undefined && { nodeid }),
    ...(votes !== undefined && { votes }),
  })) as Welcome
}

/** Number of this node in a configuration that a peer has sent. */
function idOf(conf: string, node: string): number {
  const config = readClusterConfig(conf)
  const problems = problemsOf(config)
  if (problems.length > 0) throw new Failure(`the configuration of the cluster cannot be used: ${problems.join('; ')}`)
  const self = config.nodes.find(({ name }) => name === node)
  if (!self) throw new Failure(`the configuration that the cluster sent has no node '${node}'`)
  return self.nodeId
}

/** Waits until this node has quorum together with the others, and their tree. */
async function comeIn(parts: ClusterConfigParts, task: TaskHandle, node: string): Promise<void> {
  const { patienceMs } = parts
  task.log('corosync starts; waiting for quorum')
  task.progress(0, 2, 'items', 'waiting for quorum')
  await waitFor(async () => (await parts.view())?.quorate === true, {
    patienceMs,
    signal: task.signal,
    otherwise:
      'this node does not get into contact with the others: look whether UDP ports 5405 to 5412 are open between the addresses of the links, in both directions',
  })
  task.log('quorum is there; waiting for the tree of the cluster')
  task.progress(1, 2, 'items', 'waiting for the tree')
  await waitFor(() => hasTree(parts, node) && parts.inStep(), {
    patienceMs,
    signal: task.signal,
    otherwise: 'the other nodes answer, and have not sent their tree',
  })
  task.progress(2, 2, 'items', 'in step')
}

function hasTree({ store }: Pick<ClusterConfigParts, 'store'>, node: string): boolean {
  try {
    return presentCluster(store)?.nodes.some(({ name }) => name === node) === true
  } catch (error) {
    // The tree is another one from one moment to the next.
    if (error instanceof Failure) return false
    throw error
  }
}

/** A file that the cluster has already, of an earlier life of this node, is left as it is. */
async function bringAlong(
  { store }: ClusterConfigParts,
  author: { authid: string; upid: string },
  files: readonly Change[],
): Promise<void> {
  const missing = files.filter(file => file.op === 'write' && !store.read(file.path))
  if (missing.length > 0) await store.commit(missing, author)
}
