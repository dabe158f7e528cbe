/** Limit and use of one subvolume. */
export interface Qgroup {
  /** bytes; 0: none */
  readonly limit: number
  /** bytes */
  readonly used: number
}

/**
 * Guests name subvolumes in theirs as they like, with line breaks too, and lists show the names as they are. What a line
 * says counts only if no other line speaks of the same.
 */
function withoutDoubles<T>(pairs: Iterable<readonly [string, T]>): Map<string, T> {
  const found = new Map<string, T>()
  const doubted = new Set<string>()
  for (const [key, value] of pairs) {
    if (found.has(key)) doubted.add(key)
    found.set(key, value)
  }
  for (const key of doubted) found.delete(key)
  return found
}

/** Output of `btrfs qgroup show --raw -r`, by id of the subvolume. Pure. */
export function readQgroups(text: string): Map<string, Qgroup> {
  const lines = text.matchAll(/^0\/(\d+) +(\d+) +\d+ +(\d+|none)(?: |$)/gm)
  return withoutDoubles(
    [...lines].map(([, id = '', used, limit]) => [id, { used: Number(used), limit: limit === 'none' ? 0 : Number(limit) }] as const),
  )
}

/** Output of `btrfs subvolume list`: ids by path from the file system's top. Pure. */
export function readSubvolumeIds(text: string): Map<string, string> {
  const lines = text.matchAll(/^ID (\d+) gen \d+ top level \d+ path (.+)$/gm)
  return withoutDoubles([...lines].map(([, id = '', path = '']) => [path, id] as const))
}

/** Output of `btrfs subvolume list -s` in UTC: seconds since 1970 by path. Pure. */
export function readSnapshots(text: string): Map<string, number> {
  const lines = text.matchAll(/^ID \d+ gen \d+ cgen \d+ top level \d+ otime (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) path (.+)$/gm)
  return withoutDoubles([...lines].map(([, day, time, path = '']) => [path, Date.parse(`${day}T${time}Z`) / 1000] as const))
}
