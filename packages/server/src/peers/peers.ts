import type { Caller } from '@quorate/contract'

/** What the TLS connections between nodes offer and expect, so that the port of the web server can tell them from browsers. */
export const peerProtocol = 'quorate-peer/1'

export interface PeerAddress {
  readonly host: string
  readonly port: number
}

/** The nodes of the cluster, without this one. */
export interface Peers {
  /** Of its links, the first one preferred. None: there is no such node. */
  addresses(node: string): readonly PeerAddress[]
  /** Is it a member of the cluster now? */
  isOnline(node: string): boolean
  /** Calls back when a node may have left: calls that wait for one that has are over. */
  onChange?(changed: () => void): Disposable
}

/** PEM texts that a node shows others, and the authority that theirs have to come from. */
export interface PeerCredentials {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

/** By what a node knows that another one of the cluster says something: a secret of all nodes' root. Implemented by the access package. */
export interface PeerTrust {
  sign(text: string, body?: Uint8Array): string
  verify(signature: string, text: string, body?: Uint8Array): boolean
  /** The user or token as this node knows it. Throws a Failure (401) for one that is disabled or gone. */
  callerOf(authid: string, address: string): Caller
  /** milliseconds since 1970 */
  now(): number
}
