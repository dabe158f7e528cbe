import { Failure } from '@quorate/schema'
import type { IdRange } from './rooted-files.ts'

/** Whom the kernel shows as the owner when the owner has no number inside. */
const nobody = 65534

/** The number of this machine for one inside. */
export function idOutside(map: readonly IdRange[], inside: number): number {
  if (map.length === 0) return inside
  const range = map.find(at => inside >= at.inside && inside < at.inside + at.count)
  if (!range) throw new Failure(`id ${inside} is not in the id map`)
  return inside - range.inside + range.outside
}

export function idInside(map: readonly IdRange[], outside: number): number {
  if (map.length === 0) return outside
  const range = map.find(at => outside >= at.outside && outside < at.outside + at.count)
  return range ? outside - range.outside + range.inside : nobody
}
