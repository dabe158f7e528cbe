import { integer, optional, propertyString, string } from '@quorate/schema'

export const pciMap = propertyString({
  id: string({ pattern: '(?^:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)' }),
  iommugroup: optional(integer()),
  node: string({ format: 'pve-node' }),
  path: string({ pattern: '(?:[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?;)*[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?' }),
  'subsystem-id': optional(string({ pattern: '(?^:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)' })),
})
