import type { Privilege } from '@quorate/contract'
import type { Decider } from './decide.ts'

/** Object path to privilege to 1 (also below) or 0 (this path only). */
export type PermissionTree = Record<string, Partial<Record<Privilege, 0 | 1>>>

const topPaths = [
  '/',
  '/access',
  '/access/groups',
  '/access/realm',
  '/mapping',
  '/mapping/dir',
  '/mapping/pci',
  '/mapping/usb',
  '/nodes',
  '/pool',
  '/sdn',
  '/storage',
  '/vms',
]

/** Every path where something may differ from the path above it. */
function pathsThatMatter(decider: Decider): string[] {
  const { acl, pools } = decider.config
  const members = [...pools].flatMap(([pool, { vms, storages }]) => [
    `/pool/${pool}`,
    ...Array.from(vms, id => `/vms/${id}`),
    ...Array.from(storages, id => `/storage/${id}`),
  ])
  return [...new Set([...topPaths, ...acl.keys(), ...members])].toSorted()
}

/** What a user or token may do; for a given path also when it is nothing there. `now` in seconds. */
export function effectivePermissions(decider: Decider, authid: string, now: number, path?: string): PermissionTree {
  const tree: PermissionTree = {}
  for (const one of path === undefined ? pathsThatMatter(decider) : [path]) {
    const grants = decider.privileges(authid, one, now)
    if (!grants.size && path === undefined) continue
    tree[one] = Object.fromEntries(Array.from(grants, ([name, propagate]) => [name, propagate ? 1 : 0] as const).toSorted())
  }
  return tree
}

export type Capabilities = Record<'vms' | 'storage' | 'access' | 'nodes' | 'dc' | 'sdn' | 'mapping', Partial<Record<Privilege, 1>>>

const kinds: Readonly<Record<keyof Capabilities, { readonly privilege: RegExp; readonly path: RegExp }>> = {
  vms: { privilege: /^(?:VM\.|Permissions\.)/, path: /^\/(?:$|vms|pool)/ },
  storage: { privilege: /^(?:Datastore\.|Permissions\.)/, path: /^\/(?:$|storage|pool)/ },
  access: { privilege: /^(?:User|Group|Realm|Permissions)\./, path: /^\/(?:$|access)/ },
  nodes: { privilege: /^(?:Sys|Permissions)\./, path: /^\/(?:$|nodes)/ },
  dc: { privilege: /^(?:Sys|SDN)\./, path: /^\/(?:$|sdn)/ },
  sdn: { privilege: /^(?:SDN|Permissions)\./, path: /^\/(?:$|sdn)/ },
  mapping: { privilege: /^(?:Mapping|Permissions)\./, path: /^\/(?:$|mapping)/ },
}

/** What a user interface should offer: the privileges that a user has anywhere, by kind of object. */
export function capabilities(decider: Decider, authid: string, now: number): Capabilities {
  const result: Capabilities = { vms: {}, storage: {}, access: {}, nodes: {}, dc: {}, sdn: {}, mapping: {} }
  for (const [path, grants] of Object.entries(effectivePermissions(decider, authid, now))) {
    for (const [kind, { privilege, path: where }] of Object.entries(kinds) as [keyof Capabilities, (typeof kinds)['vms']][]) {
      if (!where.test(path)) continue
      for (const name of Object.keys(grants) as Privilege[]) if (privilege.test(name)) result[kind][name] = 1
    }
  }
  return result
}
