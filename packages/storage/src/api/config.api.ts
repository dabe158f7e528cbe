import { forgetStorage } from '@quorate/access'
import { implement, type Implementation } from '@quorate/contract'
import { storageConfig } from '@quorate/contract/storage/config'
import { splitList } from '@quorate/schema'
import { StorageConfig } from '../config/storage-config.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { storageDrivers } from '../drivers.ts'
import { optionTexts, shownOptions } from './option-texts.ts'
import type { StorageApiServices } from './services.ts'

function shown(entry: StorageEntry, digest: string) {
  const usable = entry.usable ? {} : { 'not-supported': true }
  return { ...shownOptions(entry.options), content: entry.content.join(','), storage: entry.id, type: entry.type, digest, ...usable }
}

/** /storage: the sections of storage.cfg. */
export function storageConfigApi({ storage: service, store, host }: StorageApiServices): Implementation[] {
  const config = new StorageConfig(store, host, storageDrivers)
  return implement(storageConfig, {
    list(call, { type }) {
      const digest = config.digest()
      return service
        .entries()
        .filter(entry => type === undefined || entry.type === type)
        .filter(entry => call.may(`/storage/${entry.id}`, 'Datastore.Audit', 'Datastore.AllocateSpace'))
        .map(entry => shown(entry, digest))
    },
    get: (_call, { storage }) => shown(service.entry(storage), config.digest()),
    async create(call, parameters) {
      const { storage, type } = parameters
      await config.add(storage, type, optionTexts(parameters, ['storage', 'type']), { authid: call.caller.authid })
      return { storage, type }
    },
    async update(call, parameters) {
      const { storage, digest } = parameters
      const set = optionTexts(parameters, ['storage', 'type', 'delete', 'digest'])
      const change = { set, remove: splitList(parameters.delete ?? ''), ...(digest !== undefined && { digest }) }
      const entry = await config.change(storage, change, { authid: call.caller.authid })
      return { storage, type: entry.type }
    },
    async remove(call, { storage }) {
      await config.remove(storage, { authid: call.caller.authid })
      await forgetStorage(store, { authid: call.caller.authid }, storage)
      return null
    },
  })
}
