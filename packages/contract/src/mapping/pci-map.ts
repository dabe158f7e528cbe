import { integer, optional, propertyString, string } from '@quorate/schema'

export const pciMap = propertyString({
  description: optional(string({ description: 'Notes.', maxLength: 4096 })),
  id: string({ description: 'Id.', pattern: '(?^:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)' }),
  iommugroup: optional(integer({ description: 'IOMMU group.' })),
  node: string({ description: 'Name of the node.', format: 'pve-node' }),
  path: string({
    description: 'Path.',
    pattern: '(?:[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?;)*[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?',
  }),
  'subsystem-id': optional(string({ description: 'Subsystem id.', pattern: '(?^:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)' })),
})
