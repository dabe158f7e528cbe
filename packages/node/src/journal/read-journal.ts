import { entryFields, entryLines, entrySeconds, type JournalEntry } from './journal-entry.ts'
import { journalLines, requireJournal, type JournalSource } from './journalctl.ts'

export interface JournalRange {
  /** seconds since 1970 */
  readonly since?: number | undefined
  readonly until?: number | undefined
  readonly startcursor?: string | undefined
  readonly endcursor?: string | undefined
  readonly lastentries?: number | undefined
}

/** Entries in one answer. Who wants more goes on from its last cursor. */
const mostEntries = 10_000

/**
 * Entries of the journal, oldest first: those after a cursor, those just before one, or the newest of a time. Begins with
 * the cursor of the first entry and ends with that of the last one; without an entry both are the cursor that was
 * given, so that a caller can go on from there.
 */
export async function readJournal(source: JournalSource, range: JournalRange, signal: AbortSignal): Promise<string[]> {
  const { since, until, startcursor, endcursor } = range
  const count = Math.min(range.lastentries ?? mostEntries, mostEntries)
  const backwards = startcursor === undefined && endcursor !== undefined
  const cursor = startcursor ?? endcursor
  // What is filtered or cut here must not count there.
  const all = startcursor !== undefined && (range.lastentries !== undefined || endcursor !== undefined)
  const args = [
    '--output=json',
    `--output-fields=${entryFields.join(',')}`,
    `--lines=${all ? mostEntries : count}`,
    ...(cursor === undefined ? [] : [`--after-cursor=${cursor}`]),
    ...(backwards ? ['--reverse'] : []),
    ...(since === undefined || cursor !== undefined ? [] : [`--since=@${since}`]),
    ...(until === undefined ? [] : [`--until=@${until}`]),
  ]
  let entries: JournalEntry[] = []
  await journalLines(source, args, signal, line => entries.push(JSON.parse(line) as JournalEntry))
  if (backwards) entries.reverse()
  else if (endcursor !== undefined) {
    const end = entries.findIndex(entry => entry.__CURSOR === endcursor)
    if (end >= 0) entries = entries.slice(0, end)
  }
  if (since !== undefined) entries = entries.filter(entry => entrySeconds(entry) >= since)
  entries = entries.slice(Math.max(0, entries.length - count))
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) {
    await requireJournal(source)
    return cursor === undefined ? [] : [cursor, cursor]
  }
  return [first.__CURSOR, ...entries.flatMap(entryLines), last.__CURSOR]
}
