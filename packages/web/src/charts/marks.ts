/** Something that happened, to be shown in charts. */
export interface Mark {
  /** seconds since 1970 */
  readonly time: number
  readonly label: string
}

/** What happened next to a moment: at most `within` seconds away. */
export function markNear(marks: readonly Mark[], time: number | undefined, within: number): Mark | undefined {
  if (time === undefined) return undefined
  const near = marks.filter(mark => Math.abs(mark.time - time) <= within)
  return near.toSorted((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))[0]
}
