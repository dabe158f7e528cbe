import { boolean, optional, propertyString, string } from '@quorate/schema'

export const smbiosOption = propertyString({
  base64: optional(boolean()),
  family: optional(string({ pattern: '(?^:[^,\\s]+)' })),
  manufacturer: optional(string({ pattern: '(?^:[^,\\s]+)' })),
  product: optional(string({ pattern: '(?^:[^,\\s]+)' })),
  serial: optional(string({ pattern: '(?^:[^,\\s]+)' })),
  sku: optional(string({ pattern: '(?^:[^,\\s]+)' })),
  version: optional(string({ pattern: '(?^:[^,\\s]+)' })),
  uuid: optional(string({ pattern: '[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}' })),
})
