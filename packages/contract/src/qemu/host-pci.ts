import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const hostPci = propertyString({
  host: defaultKey(
    optional(
      string({
        pattern:
          '(?:[a-fA-F0-9]{4,}:)?[a-fA-F0-9]{2}:[a-fA-F0-9]{2}(?:\\.[a-fA-F0-9])?(?:;(?:[a-fA-F0-9]{4,}:)?[a-fA-F0-9]{2}:[a-fA-F0-9]{2}(?:\\.[a-fA-F0-9])?)*',
      }),
    ),
  ),
  'device-id': optional(string({ pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  driver: optional(string({ default: 'vfio', enum: ['vfio', 'keep'] })),
  'legacy-igd': optional(boolean({ default: false })),
  mapping: optional(string({ format: 'pve-configid' })),
  mdev: optional(string({ pattern: '(?^:[^/\\s,]+)' })),
  pcie: optional(boolean({ default: false })),
  rombar: optional(boolean({ default: true })),
  romfile: optional(string({ pattern: '(?^:[^,;/]+)' })),
  'sub-device-id': optional(string({ pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  'sub-vendor-id': optional(string({ pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  'vendor-id': optional(string({ pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  'x-vga': optional(boolean({ default: false })),
})
