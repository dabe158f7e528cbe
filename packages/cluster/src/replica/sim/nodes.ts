import type { SimStorage } from './sim-storage.ts'
import type { Node } from './stage.ts'

export function freshNode(id: number, storage: SimStorage): Node {
  return {
    id,
    storage,
    replica: undefined,
    frozen: false,
    stillSince: undefined,
    powered: true,
    diskFull: false,
    fuse: Infinity,
    fuseAfter: undefined,
    waiting: new Set(),
  }
}

/** It has the newest epoch, and nobody else was a member of that. */
export function holdsAlone({ id, storage }: Node, nodes: readonly Node[]): boolean {
  const newest = Math.max(...nodes.map(node => node.storage.installed))
  return storage.installed === newest && storage.members.every(member => member === id)
}

/** All are members, and have applied all there is. */
export function areInStep(nodes: readonly Node[]): boolean {
  const [first] = nodes
  return nodes.every(
    ({ replica, storage }) => replica?.phase === 'member' && storage.applied === storage.last && storage.last === first?.storage.last,
  )
}

export function describe(nodes: readonly Node[]): string {
  return nodes
    .map(({ id, replica, storage }) => {
      const { installed, members, applied, last } = storage
      return `${id} ${replica?.phase ?? 'off'} installed=${installed}(${members.join()}) ${applied}/${last}`
    })
    .join('; ')
}
