import { join } from 'node:path'
import type { Host } from '@quorate/host'

/** Is this node a member of a cluster? The store's process leaves a marker. */
export async function isMember(host: Pick<Host, 'files' | 'root'>): Promise<boolean> {
  return (await host.files.stat(join(host.root.state, 'member'))) !== undefined
}
