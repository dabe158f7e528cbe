import { join } from 'node:path'
import type { Host, Root } from '@quorate/host'
import { runFolder } from './lxc-paths.ts'

/** All that the end of a container's run has to take away, noted before the start brings it about. */
export interface RunRecord {
  readonly vmid: number
  /** milliseconds since 1970 */
  readonly begun: number
  /** Volumes that were made usable for it. */
  readonly volumes: readonly string[]
  /** Indexes of its network cards: 0 for net0. */
  readonly nics: readonly number[]
}

function recordPath(root: Root, vmid: number): string {
  return join(runFolder(root), `${vmid}.run`)
}

/** File that LXC writes the pid of the container's monitor into. */
export function pidFile(root: Root, vmid: number): string {
  return join(runFolder(root), `${vmid}.pid`)
}

export async function writeRecord(host: Host, record: RunRecord): Promise<void> {
  await host.files.makeDirectory(runFolder(host.root), 0o700)
  await host.files.writeAtomic(recordPath(host.root, record.vmid), JSON.stringify(record), 0o600)
}

/** undefined: no run of this container has left anything */
export async function readRecord(host: Host, vmid: number): Promise<RunRecord | undefined> {
  const text = await host.files.readIfThere(recordPath(host.root, vmid))
  return text === undefined ? undefined : (JSON.parse(text) as RunRecord)
}
