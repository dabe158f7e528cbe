import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const fleecingOption = propertyString({
  enabled: defaultKey(optional(boolean({ default: false }))),
  storage: optional(string({ format: 'pve-storage-id' })),
})
