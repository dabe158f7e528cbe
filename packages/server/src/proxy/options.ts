import type { PeerCredentials } from '../peers/peers.ts'

export interface ProxyCertificate {
  /** PEM, the node's certificate first, then its chain. */
  readonly cert: string
  readonly key: string
}

export interface ProxyOptions {
  readonly listen: { readonly host: string; readonly port: number }
  /** The daemon's public socket. */
  readonly daemonSocket: string
  /** Read once at the start, before privileges are dropped. */
  readonly certificate: ProxyCertificate
  /**
   * Folders with static files, first match wins; the built-in pages come last. The first may hold the web interface: its
   * `index.html` answers whoever opens a path that is no file. What lies beside a file as `<name>.br` is its compressed form.
   */
  readonly staticFolders?: readonly string[]
  /** For the cluster's other nodes, which come in at the same port; left out: none can. */
  readonly peers?: {
    readonly credentials: PeerCredentials
    /** The daemon's socket for them. */
    readonly daemonSocket: string
  }
  /** User that a root process becomes once it listens (default www-data, or nobody where there is none). false: stays. */
  readonly user?: string | false
  /** How long a request waits for a daemon that is being restarted, in milliseconds (default 5000). */
  readonly daemonWaitMs?: number
  /** Longest time that a request's headers, and then an ordinary body, may take, in milliseconds (default 30 000). */
  readonly requestTimeoutMs?: number
  readonly notice: (text: string) => void
}

export interface Proxy {
  /** The port that is listened on (where 0 was asked for). */
  readonly port: number
  /** New connections get this certificate; present ones keep theirs. */
  useCertificate(certificate: ProxyCertificate): void
  close(graceMs?: number): Promise<void>
}
