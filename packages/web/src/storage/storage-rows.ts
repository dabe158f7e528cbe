import type { AnswerOf } from '../api/endpoints.ts'
import type { StorageRow } from '../live/inventory.ts'

/** A storage as it is defined in the cluster's configuration. */
export interface StorageDefinition {
  readonly storage: string
  readonly type: string
  readonly content: readonly string[]
  /** Folder, pool or export: where the data lies. */
  readonly place: string
  readonly shared: boolean
  readonly enabled: boolean
  /** Only on these; empty: on all. */
  readonly nodes: readonly string[]
  /** The product knows the type, and cannot use it yet. */
  readonly usable: boolean
  readonly options: Readonly<Record<string, string>>
}

export interface ListedStorage extends StorageDefinition {
  /** `pve/local`; of a shared one: its name alone. */
  readonly key: string
  /** Where it is looked at. */
  readonly node: string
  /** It is on all nodes alike: the row stands for all. */
  readonly everywhere: boolean
  readonly active: boolean
  /** The node that it is looked at on is down. */
  readonly nodeDown: boolean
  readonly used: number
  readonly total: number
}

const list = (text: unknown) => String(text ?? '').split(/[,;\s]+/).filter(Boolean) // prettier-ignore
const isOn = (value: unknown) => value === 1 || value === true || value === '1'
const places = ['path', 'pool', 'vgname', 'export', 'share', 'portal', 'server']

export function storageDefinition(row: AnswerOf<'GET /storage'>[number]): StorageDefinition {
  const given = row as unknown as Readonly<Record<string, unknown>>
  const options = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]))
  return {
    storage: row.storage,
    type: options.type ?? '',
    content: list(given.content),
    place: places.map(key => options[key]).find(value => value !== undefined) ?? '',
    shared: isOn(given.shared),
    enabled: !isOn(given.disable),
    nodes: list(given.nodes),
    usable: given['not-supported'] === undefined,
    options,
  }
}

/** Rows of the list of storages: one for each node that has it, and one alone for what all nodes share. */
export function storageRows(
  definitions: readonly StorageDefinition[],
  present: ReadonlyMap<string, StorageRow>,
  nodes: readonly string[],
): readonly ListedStorage[] {
  return definitions.flatMap((definition): readonly ListedStorage[] => {
    const { storage, shared } = definition
    const here = [...present.values()].filter(row => row.storage === storage)
    const listed = (node: string, row: StorageRow | undefined, everywhere: boolean): ListedStorage => ({
      ...definition,
      key: everywhere ? storage : `${node}/${storage}`,
      node,
      everywhere,
      active: row?.active === true,
      nodeDown: row?.lastActive !== undefined,
      used: row?.used ?? 0,
      total: row?.total ?? 0,
    })
    // Of a shared one any node that reaches it tells the same.
    const best = here.find(row => row.active) ?? here[0]
    if (shared || here.length === 0) return [listed(best?.node ?? definition.nodes[0] ?? nodes[0] ?? '', best, true)]
    return here.map(row => listed(row.node, row, false))
  })
}
