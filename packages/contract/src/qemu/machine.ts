import { boolean, defaultKey, number, optional, propertyString, string } from '@quorate/schema'

export const machineOption = propertyString({
  'aw-bits': optional(number({ minimum: 32, maximum: 64 })),
  'enable-s3': optional(boolean()),
  'enable-s4': optional(boolean()),
  type: defaultKey(
    optional(
      string({
        pattern:
          '(pc|pc(-i440fx)?-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|q35|pc-q35-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|virt(?:-\\d+(\\.\\d+)+)?(\\+pve\\d+)?)',
        maxLength: 40,
      }),
    ),
  ),
  viommu: optional(string({ enum: ['intel', 'virtio'] })),
})
