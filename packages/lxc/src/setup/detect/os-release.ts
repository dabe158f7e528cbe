/** Values of an os-release or lsb-release file: `NAME=value`, with or without quotes. */
export function parseRelease(text: string): Map<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([A-Z][A-Z0-9_]*)=(.*?)\s*$/.exec(line)
    if (match) values.set(match[1] ?? '', (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'))
  }
  return values
}

/** `9.4` is [9, 4]; undefined when it begins with no number. */
export function releaseNumbers(text: string | undefined): readonly number[] | undefined {
  const match = /\d+(?:\.\d+)*/.exec(text ?? '')
  return match ? match[0].split('.').map(Number) : undefined
}

/** Negative: `one` is older. Compares as many places as `other` has. */
export function compareReleases(one: readonly number[], other: readonly number[]): number {
  const at = other.findIndex((number, index) => (one[index] ?? 0) !== number)
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}

/** No release number (a rolling one, or one that does not say) counts as the newest. */
export function isAtLeast(release: readonly number[] | undefined, other: readonly number[]): boolean {
  return release === undefined || compareReleases(release, other) >= 0
}
