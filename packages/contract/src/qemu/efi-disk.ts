import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const efiDisk = propertyString({
  efitype: optional(string({ default: '2m', enum: ['2m', '4m'] })),
  file: defaultKey(string({ format: 'pve-volume-id-or-qm-path' })),
  format: optional(string({ enum: ['raw', 'qcow', 'qed', 'qcow2', 'vmdk', 'cloop'] })),
  'import-from': optional(string({ format: 'pve-volume-id-or-absolute-path' })),
  'ms-cert': optional(string({ default: '2011', enum: ['2011', '2023', '2023w', '2023k'] })),
  'pre-enrolled-keys': optional(boolean({ default: false })),
  size: optional(string({ format: 'disk-size' })),
  volume: { alias: 'file' },
})
