import type { NodeRow, StorageRow } from '../live/inventory.ts'

export interface CapacitySums {
  readonly cores: number
  readonly busyCores: number
  /** bytes */
  readonly mem: number
  readonly maxmem: number
  readonly used: number
  readonly total: number
}

/** Sums over all nodes that are there; a storage that several nodes share counts once. */
export function capacityOf(nodes: ReadonlyMap<string, NodeRow>, storages: ReadonlyMap<string, StorageRow>): CapacitySums {
  const online = [...nodes.values()].filter(node => node.status === 'online')
  const counted = new Map<string, StorageRow>()
  for (const storage of storages.values()) if (storage.active) counted.set(storage.shared ? storage.storage : storage.id, storage)
  const sum = <T>(rows: readonly T[], value: (row: T) => number) => rows.reduce((total, row) => total + value(row), 0)
  return {
    cores: sum(online, node => node.maxcpu),
    busyCores: sum(online, node => node.cpu * node.maxcpu),
    mem: sum(online, node => node.mem),
    maxmem: sum(online, node => node.maxmem),
    used: sum([...counted.values()], storage => storage.used),
    total: sum([...counted.values()], storage => storage.total),
  }
}
