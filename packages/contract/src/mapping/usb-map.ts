import { optional, propertyString, string } from '@quorate/schema'

export const usbMap = propertyString({
  description: optional(string({ description: 'Notes.', maxLength: 4096 })),
  id: string({ description: 'Id.', pattern: '(?^:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)' }),
  node: string({ description: 'Name of the node.', format: 'pve-node' }),
  path: optional(string({ description: 'Path.', pattern: '(?^:^(\\d+)\\-(\\d+(\\.\\d+)*)$)' })),
})
