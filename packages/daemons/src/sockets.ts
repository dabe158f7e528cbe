import { join } from 'node:path'
import type { Root } from '@quorate/host'

/** Where the daemon listens: for the command line of root, and for the proxy. */
export function daemonSockets(root: Root): { readonly trusted: string; readonly public: string } {
  return { trusted: join(root.run, 'root.sock'), public: join(root.run, 'api.sock') }
}
