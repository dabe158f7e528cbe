import type { ConfigStore } from '@quorate/cluster'
import { implement, type Call, type Implementation } from '@quorate/contract'
import { mappingDir } from '@quorate/contract/mapping/dir'
import { mappingPci } from '@quorate/contract/mapping/pci'
import { mappingUsb } from '@quorate/contract/mapping/usb'
import type { Host } from '@quorate/host'
import { parameterFailure, splitList } from '@quorate/schema'
import { checkEntries } from './mapping/check-entries.ts'
import { diagnose, type Diagnosis } from './mapping/diagnose.ts'
import { MappingConfig } from './mapping/mapping-config.ts'
import { descriptionText, entryText, type MapEntries } from './mapping/mapping-entry.ts'
import type { MappingKind } from './mapping/mapping-kind.ts'
import { mappingRow, maySee } from './mapping/mapping-rows.ts'

interface Given<K extends MappingKind> {
  readonly id: string
  readonly description?: string
  readonly map?: readonly MapEntries[K][]
  readonly mdev?: boolean
  readonly 'live-migration-capable'?: boolean
  readonly delete?: string
  readonly digest?: string
}

const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? '1' : '0')

/** Devices and folders under a name that means the right thing on every node. */
export function mappingApi(services: { store: ConfigStore; host: Host }): Implementation[] {
  return [
    ...implement(
      mappingPci,
      handlers(services, 'pci', checks => checks && { checks }),
    ),
    ...implement(
      mappingUsb,
      handlers(services, 'usb', errors => ({ error: errors ?? [], errors })),
    ),
    ...implement(
      mappingDir,
      handlers(services, 'dir', checks => checks && { checks }),
    ),
  ]
}

function handlers<K extends MappingKind>(
  { store, host }: { store: ConfigStore; host: Host },
  kind: K,
  /** How the findings of a check are called; undefined: nobody asked for one. */
  shown: (found: readonly Diagnosis[] | undefined) => Record<string, unknown> | undefined,
) {
  const config = new MappingConfig(store, kind)
  const author = (call: Call) => ({ authid: call.caller.authid })
  const valuesOf = (given: Given<K>) => {
    if (given.map) checkEntries(kind, given.map)
    return {
      map: given.map?.map(entry => entryText(kind, entry)),
      description: given.description?.trim() ? descriptionText(given.description.trim()) : undefined,
      mdev: flag(given.mdev),
      'live-migration-capable': flag(given['live-migration-capable']),
    }
  }
  return {
    async list(call: Call, { 'check-node': node }: { readonly 'check-node'?: string }) {
      if (node !== undefined && node !== host.root.node) throw parameterFailure({ 'check-node': `no such cluster node '${node}'` })
      const digest = config.digest()
      const seen = config.list().filter(mapping => maySee(call, kind, mapping.id))
      return await Promise.all(
        seen.map(async mapping => ({
          ...mappingRow(kind, mapping),
          digest,
          ...shown(node === undefined ? undefined : await diagnose(host, kind, mapping)),
        })),
      )
    },
    get: (_call: Call, { id }: { readonly id: string }) => ({ ...mappingRow(kind, config.require(id)), digest: config.digest() }),
    async create(call: Call, given: Given<K>) {
      await config.add(given.id, valuesOf(given), author(call))
      return null
    },
    async update(call: Call, given: Given<K>) {
      // An empty description is none.
      const emptied = given.description?.trim() === '' ? ['description'] : []
      const change = { set: valuesOf(given), remove: [...splitList(given.delete ?? ''), ...emptied] }
      await config.change(given.id, { ...change, ...(given.digest === undefined ? {} : { digest: given.digest }) }, author(call))
      return null
    },
    async remove(call: Call, { id }: { readonly id: string }) {
      await config.remove(id, author(call))
      return null
    },
  }
}
