import type { IdMap, IdRange } from '@quorate/host'

/** Ids of a whole user space, and where those of unprivileged containers usually begin. */
const whole = 65_536
const usualFirst = 100_000
const same: IdRange = { inside: 0, outside: 0, count: whole }

function has(ranges: readonly IdRange[], outside: number): boolean {
  return ranges.some(range => outside >= range.outside && outside < range.outside + range.count)
}

/** The id on the volume that stands for root of the container which it was made for. */
function firstOf(owner: number): number {
  if (owner < whole) return 0
  return owner >= usualFirst && owner < usualFirst + whole ? usualFirst : owner
}

/**
 * The id map with which a volume has to be mounted, told by the owner of its top folder as the machine numbers it: whose ids
 * are those of the container already is mounted as it is (undefined). Others were made for a privileged container, or for
 * one with another map: the owners on it are shown with the ids of this one, and nothing on it is changed.
 */
export function volumeIdMap(container: IdMap, owner: number): IdMap | undefined {
  const privileged = container.uid.length === 0
  if (privileged ? owner < whole : has(container.uid, owner)) return undefined
  const first = firstOf(owner)
  const shifted = (ranges: readonly IdRange[]) =>
    (privileged ? [same] : ranges).map(({ inside, outside, count }) => ({ inside: first + inside, outside, count }))
  return { uid: shifted(container.uid), gid: shifted(container.gid) }
}
