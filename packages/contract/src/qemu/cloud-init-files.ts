import { optional, propertyString, string } from '@quorate/schema'

export const cloudInitFiles = propertyString({
  meta: optional(string({ format: 'pve-volume-id' })),
  network: optional(string({ format: 'pve-volume-id' })),
  user: optional(string({ format: 'pve-volume-id' })),
  vendor: optional(string({ format: 'pve-volume-id' })),
})
