import { networkInterfaces } from 'node:os'
import { Failure } from '@quorate/schema/failure'
import { readClusterConfig, type ClusterConfig } from '../corosync-conf/index.ts'
import { guestOf } from '../state/guest-path.ts'
import type { TreeState } from '../state/tree-state.ts'

export interface StatusSource {
  readonly tree: TreeState
  readonly node: string
  /** seconds since 1970 */
  readonly startTime: number
  /** undefined: this node is no member of a cluster. */
  readonly members: Members | undefined
}

/** The other nodes as this one sees them. */
export interface Members {
  /** Of this node. */
  readonly nodeId: number
  readonly quorate: boolean
  isOnline(node: string): boolean
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  return addresses.find(address => !address.internal && address.family === 'IPv4')?.address ?? '127.0.0.1'
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`
}

function versionText({ tree, startTime }: StatusSource): string {
  const { revision } = tree.counters()
  const files = tree.children(1).filter(entry => !entry.folder)
  return json({ starttime: startTime, clinfo: 1, vmlist: revision, ...Object.fromEntries(files.map(file => [file.path, file.revision])) })
}

/** undefined: there is none, or somebody is writing in it. */
function clusterOf(tree: TreeState): ClusterConfig | undefined {
  const entry = tree.find('corosync.conf')
  if (!entry) return undefined
  try {
    return readClusterConfig(Buffer.from(tree.content(entry.ino)).toString())
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

function membersText({ node, tree, members }: StatusSource): string {
  const cluster = members && clusterOf(tree)
  if (cluster) {
    const { name, version, nodes } = cluster
    const list = nodes.map(one => {
      const online = one.name === node || members.isOnline(one.name) ? 1 : 0
      return [one.name, { id: one.nodeId, online, ip: one.addresses.values().next().value ?? '' }]
    })
    const whole = { name, version, nodes: nodes.length, quorate: members.quorate ? 1 : 0 }
    return json({ nodename: node, version, cluster: whole, nodelist: Object.fromEntries(list) })
  }
  return json({ nodename: node, version: 1, nodelist: { [node]: { id: 1, online: 1, ip: ownAddress() } } })
}

function guestListText({ tree }: StatusSource): string {
  const ids: Record<string, { node: string; type: string; version: number }> = {}
  for (const entry of tree.below('nodes')) {
    const guest = guestOf(entry.path)
    if (guest) ids[guest.vmid] = { node: guest.node, type: guest.kind, version: entry.revision }
  }
  return json({ version: tree.counters().revision, ids })
}

/** Read-only texts at the top of the mount, made when they are read. */
export const statusFiles: Readonly<Record<string, (source: StatusSource) => string>> = {
  '.version': versionText,
  '.members': membersText,
  '.vmlist': guestListText,
}
