/** Where lines of a log come from, oldest first; each call goes on from what was answered before. */
export interface LogSource {
  readonly newest: () => Promise<readonly string[]>
  /** Those before what is known; empty: there are none. */
  readonly older: () => Promise<readonly string[]>
  /** Those that came since. */
  readonly newer: () => Promise<readonly string[]>
}

/** seconds since 1970 */
export interface LogRange {
  readonly since?: number | undefined
  readonly until?: number | undefined
}

/** Entries that are asked for at once. */
export const pageSize = 500
