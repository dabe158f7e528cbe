import { join } from 'node:path'
import type { Root } from '@quorate/host'

/** Where the daemon listens: for the command line of root, for the proxy, and for what that takes in from other nodes. */
export function daemonSockets(root: Root): { readonly trusted: string; readonly public: string; readonly peer: string } {
  return { trusted: join(root.run, 'root.sock'), public: join(root.run, 'api.sock'), peer: join(root.run, 'peer.sock') }
}
