import type { Call } from '@quorate/contract'
import type { Mapping } from './mapping-entry.ts'
import type { MappingKind } from './mapping-kind.ts'

/** A mapping as the API shows it. */
export function mappingRow(kind: MappingKind, mapping: Mapping) {
  return {
    id: mapping.id,
    type: kind,
    map: mapping.map,
    description: mapping.description,
    ...(kind === 'pci' ? { mdev: mapping.mdev || undefined, 'live-migration-capable': mapping.liveMigration || undefined } : {}),
  }
}

/** Whether the caller learns of a mapping. */
export function maySee(call: Call, kind: MappingKind, id: string): boolean {
  return call.may(`/mapping/${kind}/${id}`, 'Mapping.Audit', 'Mapping.Use', 'Mapping.Modify')
}
