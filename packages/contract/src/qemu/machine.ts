import { boolean, defaultKey, number, optional, propertyString, string } from '@quorate/schema'

export const machineOption = propertyString({
  'aw-bits': optional(number({ description: 'Address width of the virtual IOMMU.', minimum: 32, maximum: 64 })),
  'enable-s3': optional(boolean({ description: 'Offer suspend to memory.' })),
  'enable-s4': optional(boolean({ description: 'Offer suspend to disk.' })),
  type: defaultKey(
    optional(
      string({
        description: 'Kind.',
        pattern:
          '(pc|pc(-i440fx)?-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|q35|pc-q35-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|virt(?:-\\d+(\\.\\d+)+)?(\\+pve\\d+)?)',
        maxLength: 40,
      }),
    ),
  ),
  viommu: optional(string({ description: 'Virtual IOMMU.', enum: ['intel', 'virtio'] })),
})
