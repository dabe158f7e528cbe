import { boolean, optional, propertyString, string } from '@quorate/schema'

export const smbiosOption = propertyString({
  base64: optional(boolean({ description: 'The values are base64.' })),
  family: optional(string({ description: 'Family.', pattern: '(?^:[^,\\s]+)' })),
  manufacturer: optional(string({ description: 'Manufacturer.', pattern: '(?^:[^,\\s]+)' })),
  product: optional(string({ description: 'Product name shown.', pattern: '(?^:[^,\\s]+)' })),
  serial: optional(string({ description: 'Serial number shown.', pattern: '(?^:[^,\\s]+)' })),
  sku: optional(string({ description: 'SKU.', pattern: '(?^:[^,\\s]+)' })),
  version: optional(string({ description: 'Version.', pattern: '(?^:[^,\\s]+)' })),
  uuid: optional(string({ description: 'UUID.', pattern: '[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}' })),
})
