import { defaultKey, optional, propertyString, string } from '@quorate/schema'

export const tpmState = propertyString({
  file: defaultKey(string({ description: 'Volume, or storage:GiB for a new one.', format: 'pve-volume-id-or-qm-path' })),
  format: optional(string({ description: 'Format of the image.', enum: ['raw', 'qcow2', 'vmdk'] })),
  'import-from': optional(string({ description: 'Volume or file to copy from.', format: 'pve-volume-id-or-absolute-path' })),
  size: optional(string({ description: 'Size.', format: 'disk-size' })),
  version: optional(string({ description: 'Version.', default: 'v1.2', enum: ['v1.2', 'v2.0'] })),
  volume: { alias: 'file' },
})
