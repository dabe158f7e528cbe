import type { InventoryState } from '../live/inventory.ts'

/** A path that a permission can stand on, and what it is called. */
export interface ObjectPath {
  readonly path: string
  /** Name of the guest; empty where the path says it all. */
  readonly name: string
}

const folders = [
  '/',
  '/vms',
  '/storage',
  '/nodes',
  '/pool',
  '/access',
  '/access/groups',
  '/access/realm',
  '/mapping',
  '/mapping/pci',
  '/mapping/usb',
  '/mapping/dir',
  '/sdn',
  '/sdn/zones',
]

/** Every path that is known to exist: folders first, then objects. */
export function objectPaths(
  { guests, nodes, storages, pools }: Pick<InventoryState, 'guests' | 'nodes' | 'storages' | 'pools'>,
  groups: readonly string[] = [],
): readonly ObjectPath[] {
  const bare = (path: string) => ({ path, name: '' })
  const storageNames = [...new Set(Array.from(storages.values(), ({ storage }) => storage))].toSorted()
  return [
    ...folders.map(bare),
    ...pools.map(pool => bare(`/pool/${pool}`)),
    ...[...nodes.keys()].toSorted().map(node => bare(`/nodes/${node}`)),
    ...storageNames.map(storage => bare(`/storage/${storage}`)),
    ...[...guests.values()].toSorted((a, b) => a.vmid - b.vmid).map(({ vmid, name }) => ({ path: `/vms/${vmid}`, name })),
    ...groups.toSorted().map(group => bare(`/access/groups/${group}`)),
  ]
}
