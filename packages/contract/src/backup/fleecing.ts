import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const fleecingOption = propertyString({
  enabled: defaultKey(optional(boolean({ description: 'Whether it is in use.', default: false }))),
  storage: optional(string({ description: 'Id of the storage.', format: 'pve-storage-id' })),
})
