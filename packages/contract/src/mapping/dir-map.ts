import { propertyString, string } from '@quorate/schema'

export const dirMap = propertyString({
  node: string({ description: 'Name of the node.', format: 'pve-node' }),
  path: string({ description: 'Path.', format: 'pve-storage-path-in-property-string' }),
})
