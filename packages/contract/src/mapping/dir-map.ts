import { propertyString, string } from '@quorate/schema'

export const dirMap = propertyString({
  node: string({ format: 'pve-node' }),
  path: string({ format: 'pve-storage-path-in-property-string' }),
})
