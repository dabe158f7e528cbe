import { readFileSync } from 'node:fs'
import { readClusterConfig } from '../corosync-conf/index.ts'

const configFile = '/etc/corosync/corosync.conf'

/** Of all nodes in corosync's configuration; undefined: there is none that can be read. */
export function configuredVotes(file = configFile): number | undefined {
  try {
    const votes = readClusterConfig(readFileSync(file, 'utf8')).nodes.reduce((sum, node) => sum + node.votes, 0)
    return Number.isInteger(votes) && votes > 0 ? votes : undefined
  } catch {
    // Corosync, which runs, has read another one before; nothing is said by this one.
    return undefined
  }
}

/**
 * Expected votes of all nodes, without those of a quorum device. Corosync counts the device's among those that it
 * expects, but not when it was started alone: then two nodes and a device are 2, and to take the device's vote off would
 * leave one node with all there are. So the nodes' own votes are counted; fewer count only where a person said so.
 */
export function totalVotes({ expected, device, configured }: { expected: number; device: number; configured: number | undefined }): number {
  return device > 0 && configured !== undefined ? Math.min(configured, expected) : expected
}
