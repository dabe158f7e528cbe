import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from '@quorate/host'
import type { EventHub } from '../event-hub.ts'
import { sharedLines, type LogEntry } from './cluster-log.ts'
import { folderOf, ifThere, readEntries } from './log-files.ts'

const writerOf = ({ id }: LogEntry) => id.slice(id.indexOf(':') + 1)

function ownLines(root: Pick<Root, 'state'>): LogEntry[] {
  const names = ifThere(() => readdirSync(folderOf(root)), []).filter(name => name.endsWith('.jsonl'))
  return names.flatMap(name => readEntries(join(folderOf(root), name)))
}

/** Nodes of a cluster all show the same: the newest lines of each writer. */
function sharedOf(lines: readonly LogEntry[]): LogEntry[] {
  const newest = new Map<string, number>()
  for (const line of lines) newest.set(writerOf(line), Math.max(line.uid, newest.get(writerOf(line)) ?? 0))
  return lines.filter(line => line.uid > (newest.get(writerOf(line)) ?? 0) - sharedLines)
}

/**
 * The lines of all writers, newest first: of this node as they are on its disk, of the other nodes as they told them. Of
 * a node that is down those that it told last.
 */
export function readClusterLog(root: Pick<Root, 'state'>, hub: Pick<EventHub, 'values'>): LogEntry[] {
  const entries = new Map(ownLines(root).map(line => [line.id, line]))
  for (const [id, { data }] of hub.values('log')) entries.set(id, data as LogEntry)
  const all = [...entries.values()]
  const shown = hub.values('member').size > 1 ? sharedOf(all) : all
  return shown.toSorted((one, other) => other.time - one.time || other.uid - one.uid || (one.id < other.id ? -1 : 1))
}
