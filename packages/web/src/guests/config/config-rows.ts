/** One key as `GET …/pending` lists it. */
export interface ConfigRow {
  readonly key: string
  /** What the running guest has. */
  readonly value?: string | undefined
  /** What it gets at its next start. */
  readonly pending?: string | undefined
  /** Set: the key goes at the next start. 2: with its volume. */
  readonly delete?: number | undefined
}

export interface PendingChange {
  readonly key: string
  /** undefined: it is not there now. */
  readonly from: string | undefined
  /** undefined: it goes. */
  readonly to: string | undefined
}

/** A configuration as forms edit it: texts by key. */
export type Config = ReadonlyMap<string, string>

/** What the guest has now. */
export const currentOf = (rows: readonly ConfigRow[]): Config =>
  new Map(rows.flatMap(({ key, value }) => (value === undefined ? [] : [[key, String(value)] as const])))

/** What it has after the next start: the values that changes begin from. */
export function wantedOf(rows: readonly ConfigRow[]): Config {
  const wanted = new Map<string, string>()
  for (const row of rows) {
    const text = row.delete ? undefined : (row.pending ?? row.value)
    if (text !== undefined) wanted.set(row.key, String(text))
  }
  return wanted
}

/** What waits for the next start. */
export const pendingOf = (rows: readonly ConfigRow[]): readonly PendingChange[] =>
  rows
    .filter(row => row.delete !== undefined || (row.pending !== undefined && String(row.pending) !== String(row.value)))
    .map(row => ({
      key: row.key,
      from: row.value === undefined ? undefined : String(row.value),
      to: row.delete ? undefined : String(row.pending),
    }))

/** The first key `scsi3` of a kind that is not in use; undefined: all are. Keys that are going are in use until then. */
export function freeKey(rows: readonly ConfigRow[], kind: string, count: number): string | undefined {
  const taken = new Set(rows.map(row => row.key))
  return Array.from({ length: count }, (_, index) => `${kind}${index}`).find(key => !taken.has(key))
}
