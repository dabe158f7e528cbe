import type { Sample } from './archives.ts'

export interface Row {
  /** seconds since 1970, the end of the span that the row stands for */
  readonly time: number
  readonly average: Sample
  readonly maximum: Sample
}

/** One row of a coarser ring from the rows of a finer one that lie in its span. */
export function consolidate(time: number, rows: readonly Row[], fields: readonly string[]): Row | undefined {
  if (rows.length === 0) return undefined
  const average: Record<string, number> = {}
  const maximum: Record<string, number> = {}
  for (const field of fields) {
    let sum = 0
    let count = 0
    let highest = -Infinity
    for (const row of rows) {
      const value = row.average[field]
      if (value === undefined) continue
      sum += value
      count += 1
      highest = Math.max(highest, row.maximum[field] ?? value)
    }
    if (count === 0) continue
    average[field] = sum / count
    maximum[field] = highest
  }
  return { time, average, maximum }
}
