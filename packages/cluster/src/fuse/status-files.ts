import { networkInterfaces } from 'node:os'
import { guestOf } from '../state/guest-path.ts'
import type { TreeState } from '../state/tree-state.ts'

export interface StatusSource {
  readonly tree: TreeState
  readonly node: string
  /** seconds since 1970 */
  readonly startTime: number
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  return addresses.find(address => !address.internal && address.family === 'IPv4')?.address ?? '127.0.0.1'
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`
}

function versionText({ tree, startTime }: StatusSource): string {
  const { revision } = tree.counters()
  const files = tree.children(1).filter(entry => !entry.folder)
  return json({ starttime: startTime, clinfo: 1, vmlist: revision, ...Object.fromEntries(files.map(file => [file.path, file.revision])) })
}

function membersText({ node }: StatusSource): string {
  return json({ nodename: node, version: 1, nodelist: { [node]: { id: 1, online: 1, ip: ownAddress() } } })
}

function guestListText({ tree }: StatusSource): string {
  const ids: Record<string, { node: string; type: string; version: number }> = {}
  for (const entry of tree.below('nodes')) {
    const guest = guestOf(entry.path)
    if (guest) ids[guest.vmid] = { node: guest.node, type: guest.kind, version: entry.revision }
  }
  return json({ version: tree.counters().revision, ids })
}

/** Read-only texts at the top of the mount, made when they are read. */
export const statusFiles: Readonly<Record<string, (source: StatusSource) => string>> = {
  '.version': versionText,
  '.members': membersText,
  '.vmlist': guestListText,
}
