import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const efiDisk = propertyString({
  efitype: optional(string({ description: "Size of the variables' flash.", default: '2m', enum: ['2m', '4m'] })),
  file: defaultKey(string({ description: 'Volume, or storage:GiB for a new one.', format: 'pve-volume-id-or-qm-path' })),
  format: optional(string({ description: 'Format of the image.', enum: ['raw', 'qcow', 'qed', 'qcow2', 'vmdk', 'cloop'] })),
  'import-from': optional(string({ description: 'Volume or file to copy from.', format: 'pve-volume-id-or-absolute-path' })),
  'ms-cert': optional(
    string({ description: 'Microsoft certificates in the variables.', default: '2011', enum: ['2011', '2023', '2023w', '2023k'] }),
  ),
  'pre-enrolled-keys': optional(boolean({ description: 'Begin with the usual keys enrolled.', default: false })),
  size: optional(string({ description: 'Size.', format: 'disk-size' })),
  volume: { alias: 'file' },
})
