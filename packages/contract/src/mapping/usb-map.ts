import { optional, propertyString, string } from '@quorate/schema'

export const usbMap = propertyString({
  id: string({ pattern: '(?^:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)' }),
  node: string({ format: 'pve-node' }),
  path: optional(string({ pattern: '(?^:^(\\d+)\\-(\\d+(\\.\\d+)*)$)' })),
})
