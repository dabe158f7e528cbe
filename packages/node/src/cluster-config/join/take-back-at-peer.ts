import { setTimeout as delay } from 'node:timers/promises'
import { Failure, failureText } from '@quorate/schema'
import { PeerClient, type Peer, type PeerSession } from './peer-client.ts'

export const takeBackAtPeerAction = 'cluster.take-back-at-peer'

/** A node counts as online for a moment after it has left. */
const patienceMs = 45_000
const lookAgainMs = 1000

/** What is needed to take this node out of the cluster again. */
export interface TakeBack extends Peer, PeerSession {
  readonly node: string
}

/** Takes this node out of the configuration of the cluster that it did not come into. */
export async function takeBackAtPeer(args: Readonly<Record<string, unknown>>, log: (line: string) => void): Promise<void> {
  const { node, ticket, csrf, ...peer } = args as unknown as TakeBack
  const client = new PeerClient(peer, { ticket, csrf })
  const there = async () => ((await client.call('GET', '/cluster/config/nodes')) as { node: string }[]).some(one => one.node === node)
  for (const until = performance.now() + patienceMs; ; await delay(lookAgainMs)) {
    try {
      if (!(await there())) return
      await client.call('DELETE', `/cluster/config/nodes/${encodeURIComponent(node)}`)
      log(`node '${node}' was taken out of the cluster again`)
      return
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      if (performance.now() > until)
        throw new Failure(
          `the cluster still counts with node '${node}': run 'pvecm delnode ${node}' on ${peer.host} (${failureText(error)})`,
        )
    }
  }
}
