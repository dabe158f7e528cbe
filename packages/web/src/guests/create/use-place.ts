import { useCall } from '../../api/use-call.ts'
import { live } from '../../live/live.ts'
import type { InventoryState } from '../../live/inventory.ts'
import { useStore } from '../../store.ts'

export interface CreationPlace {
  readonly node: string
  readonly bridge: string
}

/** The first storage of a node that takes a content; empty: there is none. */
export function firstStorage({ storages }: InventoryState, node: string, content: string): string {
  const fitting = [...storages.values()].filter(one => one.node === node && one.active && one.content.includes(content))
  return fitting.toSorted((a, b) => b.total - b.used - (a.total - a.used))[0]?.storage ?? ''
}

/** Where a new guest would go by itself; undefined: it is not known yet. */
export function usePlace(): CreationPlace | undefined {
  const { loaded, nodes } = useStore(live.inventory)
  const node = [...nodes.values()].find(one => one.status === 'online')?.node ?? [...nodes.keys()][0] ?? ''
  const { data, error } = useCall('GET /nodes/{node}/network', { node, type: 'any_bridge' }, { enabled: loaded && node !== '' })
  if (!loaded || node === '' || (data === undefined && !error)) return undefined
  return { node, bridge: data?.[0]?.iface ?? '' }
}
