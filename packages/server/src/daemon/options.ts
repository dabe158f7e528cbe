import type { Duplex } from 'node:stream'
import type { Authenticator } from '../authentication.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { RelayOptions } from '../peers/peer-links.ts'

export interface SocketAddress {
  /** Unix socket; made anew at each start. Its folder must be there. */
  readonly path: string
  /** Permission bits of the socket, such as 0o600. */
  readonly mode: number
  /** Owner of the socket, where it is not the process itself. */
  readonly uid?: number
  readonly gid?: number
}

export interface HttpOptions {
  readonly dispatcher: Dispatcher
  readonly authenticator: Authenticator
  /** Whoever may open this socket is root@pam (the command line). Mode 0600. */
  readonly trusted: SocketAddress
  /** For the proxy: every call needs credentials; the client's address comes in X-Forwarded-For. */
  readonly public: SocketAddress
  /** Folder for files that are being uploaded; on the disk that has room for them. Made when missing. */
  readonly spool: string
  /** Largest body of an ordinary call in bytes (default 512 KiB). */
  readonly bodyLimit?: number
  /** Version of the product, for the API description. */
  readonly version: string
  /** Longest time that a request's headers and an ordinary body may take, in milliseconds (defaults 30 000). */
  readonly requestTimeoutMs?: number
  /** Where a CONNECT of the proxy leads, by what the client named as its target: who may have it is decided here. Fails with a Failure. */
  readonly tunnel?: (target: string) => Promise<Duplex>
  /** The cluster's other nodes; left out on a machine that can have none: every other node is then unknown. */
  readonly peers?: RelayOptions & {
    /** For what the proxy takes in from other nodes: only what they state in the name of the cluster counts here. */
    readonly socket: SocketAddress
    /** Texts by path that a node of the cluster may read without a statement: it may not have the present secrets yet. */
    readonly open?: Readonly<Record<string, () => string | undefined>>
  }
  readonly notice: (text: string) => void
}

export interface HttpServer {
  /** Ends listening, lets running calls finish for a moment, then cuts the rest. */
  close(graceMs?: number): Promise<void>
}
