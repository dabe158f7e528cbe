import type { ConfigReader } from '@quorate/cluster'
import { entriesOf, readMappings } from './mapping-entry.ts'
import { mappingPaths, type MappingKind } from './mapping-kind.ts'

/** Has a mapping of that name something on a node? */
export function isMappedOn(store: Pick<ConfigReader, 'read'>, kind: MappingKind, id: string, node: string): boolean {
  const mapping = readMappings(store.read(mappingPaths[kind])?.text).find(one => one.id === id)
  return mapping !== undefined && entriesOf(kind, mapping, node).length > 0
}
