import type { IncomingMessage } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import type { ConfigReader } from '@quorate/cluster'
import { readClusterConfig } from '@quorate/cluster/corosync-conf'
import { http } from '@quorate/host/http'
import { Failure } from '@quorate/schema/failure'
import { connectPeer } from '@quorate/server/peers/connect-peer'
import { peerCredentials } from './certificates.ts'

/** Where nodes of a cluster read each other's corosync.conf. */
export const confOfPeers = '/corosync.conf'

const answerMs = 10_000

/**
 * What the other nodes have as corosync.conf, as far as they answer: for a node that was off while theirs changed, which
 * corosync does not let in before it has the same. They know it by its certificate. `port`: of their web servers.
 */
export async function confsOfPeers(store: Pick<ConfigReader, 'read'>, node: string, port: number): Promise<string[]> {
  const text = store.read('corosync.conf')?.text
  const credentials = peerCredentials(store, node)
  if (text === undefined || !credentials) return []
  const others = readClusterConfig(text).nodes.filter(({ name }) => name !== node)
  const asked = others
    .filter(({ addresses }) => addresses.size > 0)
    .map(async ({ name, addresses }) => {
      const places = [...addresses.values()].map(host => ({ host, port }))
      const { socket } = await connectPeer({ own: node, node: name, addresses: places, credentials, silenceMs: answerMs })
      try {
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          const request = http.request({ createConnection: () => socket, path: confOfPeers, timeout: answerMs })
          request.once('response', resolve).once('error', reject)
          request.once('timeout', () => request.destroy(new Error(`no answer within ${answerMs / 1000} s`)))
          request.end()
        })
        if (response.statusCode !== 200) throw new Failure(`node '${name}' does not tell its corosync.conf: ${response.statusCode}`)
        return await textOf(response)
      } finally {
        socket.destroy()
      }
    })
  const answers = await Promise.allSettled(asked)
  return answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []))
}
