import { storageOf } from '@quorate/storage'
import type { GuestServices } from '../../services.ts'

/** Storages of these volumes that are not for a node. */
export function missingStorages({ storage }: Pick<GuestServices, 'storage'>, volids: readonly string[], node: string): string[] {
  const needed = [...new Set(volids.map(storageOf))]
  return needed.filter(id => {
    const entry = storage.entries().find(one => one.id === id)
    return !entry || (entry.nodes !== undefined && !entry.nodes.includes(node))
  })
}
