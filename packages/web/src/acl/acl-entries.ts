import type { AnswerOf } from '../api/endpoints.ts'

export type AclRow = AnswerOf<'GET /access/acl'>[number]

/** One line of the access control list: this user, group or token has this role on this path. */
export interface AclEntry {
  readonly path: string
  readonly type: AclRow['type']
  readonly ugid: string
  readonly roleid: string
  readonly propagate: boolean
}

export const entryKey = ({ path, type, ugid, roleid }: AclEntry): string => [path, type, ugid, roleid].join(' ')

export const asEntry = ({ path, type, ugid, roleid, propagate }: AclRow): AclEntry => ({
  path,
  type,
  ugid,
  roleid,
  propagate: (propagate ?? 1) === 1,
})

/** `/a/b`, `/a` and `/` for `/a/b/c`; nearest first. */
export function pathsAbove(path: string): readonly string[] {
  const parts = path.split('/').filter(Boolean)
  return parts.map((_, index) => `/${parts.slice(0, parts.length - 1 - index).join('/')}`)
}

/** The entries that stand on an object's own path, and those that reach it from above: folders, and the pools it is in. */
export function entriesFor(
  entries: readonly AclEntry[],
  path: string,
  pools: readonly string[],
): { readonly own: readonly AclEntry[]; readonly inherited: readonly AclEntry[] } {
  const above = pathsAbove(path)
  const ofPools = pools.flatMap(pool => [`/pool/${pool}`, ...pathsAbove(`/pool/${pool}`).filter(one => one !== '/')])
  const order = [...new Set([...ofPools, ...above])]
  return {
    own: entries.filter(entry => entry.path === path),
    inherited: entries
      .filter(entry => entry.propagate && entry.path !== path && order.includes(entry.path))
      .toSorted((a, b) => order.indexOf(a.path) - order.indexOf(b.path)),
  }
}
