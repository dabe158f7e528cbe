/** A row of the list of snapshots, as the server answers it. */
export interface SnapshotRow {
  readonly name: string
  readonly parent?: string | undefined
  /** seconds since 1970 */
  readonly snaptime?: number | undefined
  readonly vmstate?: 0 | 1 | boolean | undefined
  readonly description?: string | undefined
}

/** One line of the tree. */
export interface SnapshotLine {
  readonly name: string
  /** Where the guest is now; it is no snapshot. */
  readonly now: boolean
  /** From 1 on. */
  readonly level: number
  readonly parent: string | undefined
  readonly children: number
  readonly time: number | undefined
  /** Its memory was saved too. */
  readonly withMemory: boolean
  readonly description: string
}

const nowName = 'current'

/** Snapshots below those they were taken from, oldest first; "now" stands below the one it goes on from. */
export function snapshotTree(rows: readonly SnapshotRow[]): readonly SnapshotLine[] {
  const names = new Set(rows.map(({ name }) => name))
  const parentOf = (row: SnapshotRow) =>
    row.parent !== undefined && names.has(row.parent) && row.parent !== row.name ? row.parent : undefined
  const byParent = Map.groupBy(rows, parentOf)
  const lines: SnapshotLine[] = []
  const seen = new Set<string>()
  const time = ({ name, snaptime }: SnapshotRow) => (name === nowName ? Infinity : (snaptime ?? 0))
  function add(parent: string | undefined, level: number): void {
    for (const row of (byParent.get(parent) ?? []).toSorted((a, b) => time(a) - time(b))) {
      if (seen.has(row.name)) continue
      seen.add(row.name)
      const now = row.name === nowName
      lines.push({
        name: row.name,
        now,
        level,
        parent,
        children: byParent.get(row.name)?.length ?? 0,
        time: row.snaptime,
        withMemory: Boolean(row.vmstate),
        description: now ? '' : (row.description ?? '').trim(),
      })
      add(row.name, level + 1)
    }
  }
  add(undefined, 1)
  return lines
}

/** What a rollback to a snapshot leaves behind: everything since then that no snapshot keeps. */
export function lostSince(
  lines: readonly SnapshotLine[],
  name: string,
): { readonly since: number | undefined; readonly isParent: boolean } {
  return { since: lines.find(line => line.name === name)?.time, isParent: lines.some(line => line.now && line.parent === name) }
}

/** Whether a text can name a snapshot: a letter, then letters, digits, `_` and `-`; 2 to 40 of them. */
export const isSnapshotName = (text: string): boolean => /^[a-z][a-z0-9_-]{1,39}$/i.test(text) && text.toLowerCase() !== nowName

/** A name that says when: `snap-2026-11-29-0905`. */
export function suggestedName(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `snap-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}`
}
