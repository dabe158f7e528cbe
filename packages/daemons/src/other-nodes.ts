import type { ConnectedStore, QuorumStanding } from '@quorate/cluster'
import type { Access } from '@quorate/access'
import { addressOfNode, type NodeCallOptions, type OtherNodes } from '@quorate/guest'
import { machineAddress } from '@quorate/node'
import { Failure } from '@quorate/schema'
import { createRelay } from '@quorate/server'
import { peerCredentials } from './certificates.ts'
import { clusterPeers, ownAddresses } from './cluster-peers.ts'

interface Parts {
  readonly node: string
  readonly store: ConnectedStore
  readonly access: Access
  /** That the web servers of all nodes listen at. */
  readonly port: number
}

interface Answer {
  readonly data?: unknown
  readonly message?: string
  readonly errors?: Readonly<Record<string, string>>
}

/** Waits no longer than asked for, and not for a client that is gone. */
async function inTime<T>(answer: Promise<T>, { signal, timeoutMs }: NodeCallOptions, late: string): Promise<T> {
  const signals = [...(signal ? [signal] : []), ...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)])]
  if (signals.length === 0) return await answer
  const either = AbortSignal.any(signals)
  const over = Promise.withResolvers<never>()
  const stop = () => over.reject(signal?.aborted ? signal.reason : new Failure(late, { status: 596 }))
  if (either.aborted) stop()
  either.addEventListener('abort', stop, { once: true })
  answer.catch(() => undefined)
  try {
    return await Promise.race([answer, over.promise])
  } finally {
    either.removeEventListener('abort', stop)
  }
}

/** The way of this process to the other nodes of the cluster, as the node itself. */
export function otherNodes({ node: own, store, access, port }: Parts): OtherNodes & Disposable {
  const peers = clusterPeers(store, store.hub, own, port)
  const credentials = () => peerCredentials(store, own)
  const relay = createRelay({ node: own, peers, trust: access.peerTrust, credentials })
  const itself = { authid: 'root@pam', userid: 'root@pam', root: true, address: addressOfNode(own) } as const
  return {
    names: () => store.list('nodes').filter(name => peers.addresses(name).length > 0),
    isOnline: node => peers.isOnline(node),
    quorate: () => (store.hub.values('cluster').get('quorum')?.data as QuorumStanding | undefined)?.quorate ?? true,
    address: () => ownAddresses(store, own)[0] ?? machineAddress(),
    credentials,
    async call(node, method, path, parameters, options = {}) {
      const query = method === 'GET' || method === 'DELETE' ? `?${new URLSearchParams(parameters as Record<string, string>)}` : ''
      const request = {
        method,
        url: `/api2/json${path}${query === '?' ? '' : query}`,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(query === '' ? JSON.stringify(parameters) : ''),
      }
      const signal = options.signal ?? new AbortController().signal
      const late = `node '${node}' did not answer ${method} ${path} in time`
      const { status, body } = await inTime(relay.call({ node, caller: options.caller ?? itself }, request, signal), options, late)
      const answer = JSON.parse(body.toString('utf8') || '{}') as Answer
      if (status >= 200 && status < 300) return answer.data
      throw new Failure(answer.message?.trim() || `node '${node}' answered ${method} ${path} with ${status}`, {
        status,
        ...(answer.errors ? { errors: answer.errors } : {}),
      })
    },
    [Symbol.dispose]: () => relay.close(),
  }
}
