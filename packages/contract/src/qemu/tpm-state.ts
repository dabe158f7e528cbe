import { defaultKey, optional, propertyString, string } from '@quorate/schema'

export const tpmState = propertyString({
  file: defaultKey(string({ format: 'pve-volume-id-or-qm-path' })),
  format: optional(string({ enum: ['raw', 'qcow2', 'vmdk'] })),
  'import-from': optional(string({ format: 'pve-volume-id-or-absolute-path' })),
  size: optional(string({ format: 'disk-size' })),
  version: optional(string({ default: 'v1.2', enum: ['v1.2', 'v2.0'] })),
  volume: { alias: 'file' },
})
