import { implement, type Implementation } from '@quorate/contract'
import { storageStatus } from '@quorate/contract/storage/status'
import { splitList } from '@quorate/schema'
import { contentTypes } from '../content-type.ts'
import { storageTypes } from '../config/storage-types.ts'
import type { NodeStorageStatus } from '../storage-service.ts'
import type { StorageApiServices } from './services.ts'

/** Types whose volumes are not made here but chosen among what is there. */
const choosesExisting = new Set(['iscsi', 'iscsidirect', 'zfs'])

function shown(status: NodeStorageStatus) {
  return {
    type: status.type,
    content: status.content.join(','),
    enabled: status.enabled,
    active: status.active,
    shared: status.shared,
    total: status.total ?? 0,
    used: status.used ?? 0,
    avail: status.available ?? 0,
  }
}

/** State and space of the storages of this node. */
export function storageStatusApi({ storage: service }: StorageApiServices): Implementation[] {
  const { list, get } = storageStatus
  return implement(
    { list, get },
    {
      async list(call, { node, content, enabled, format, storage, target }) {
        const wanted = content === undefined ? undefined : contentTypes.filter(one => splitList(content).includes(one))
        const elsewhere = target !== undefined && target !== node ? target : undefined
        const statuses = await service.statuses()
        return statuses
          .filter(one => storage === undefined || one.storage === storage)
          .filter(one => call.may(`/storage/${one.storage}`, 'Datastore.Audit', 'Datastore.AllocateSpace'))
          .filter(one => wanted === undefined || wanted.some(kind => one.content.includes(kind)))
          .filter(one => !enabled || one.enabled)
          .filter(one => {
            const nodes = elsewhere === undefined ? undefined : service.entry(one.storage).nodes
            return elsewhere === undefined || (one.shared && (nodes?.includes(elsewhere) ?? true))
          })
          .map(one => {
            const type = storageTypes[one.type]
            return {
              storage: one.storage,
              ...shown(one),
              ...(one.total && { used_fraction: (one.used ?? 0) / one.total }),
              ...(format &&
                type && { formats: { supported: type.formats, default: service.entry(one.storage).format ?? type.defaultFormat } }),
              ...(choosesExisting.has(one.type) && { select_existing: true }),
            }
          })
      },
      get: async (_call, { storage }) => shown(await service.status(storage)),
    },
  )
}
