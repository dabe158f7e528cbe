import type { IdMap } from '@quorate/host'

/** Ids of this machine. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** Who root of a container is on this machine: the owner of new file systems. */
export function rootOwner({ uid, gid }: IdMap): Owner {
  const first = (ranges: IdMap['uid']) => ranges.find(range => range.inside === 0)?.outside ?? 0
  return { uid: first(uid), gid: first(gid) }
}
