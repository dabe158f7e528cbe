import { optional, propertyString, string } from '@quorate/schema'

export const cloudInitFiles = propertyString({
  meta: optional(string({ description: 'Volume with the meta data.', format: 'pve-volume-id' })),
  network: optional(string({ description: 'Network to use.', format: 'pve-volume-id' })),
  user: optional(string({ description: 'Volume with the user data.', format: 'pve-volume-id' })),
  vendor: optional(string({ description: 'Vendor name shown.', format: 'pve-volume-id' })),
})
