import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const hostPci = propertyString({
  host: defaultKey(
    optional(
      string({
        description: 'Device of the host.',
        pattern:
          '(?:[a-fA-F0-9]{4,}:)?[a-fA-F0-9]{2}:[a-fA-F0-9]{2}(?:\\.[a-fA-F0-9])?(?:;(?:[a-fA-F0-9]{4,}:)?[a-fA-F0-9]{2}:[a-fA-F0-9]{2}(?:\\.[a-fA-F0-9])?)*',
      }),
    ),
  ),
  'device-id': optional(string({ description: 'PCI device id shown.', pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  driver: optional(
    string({ description: 'Where the sound goes; for a PCI device, what binds it.', default: 'vfio', enum: ['vfio', 'keep'] }),
  ),
  'legacy-igd': optional(boolean({ description: 'Give legacy access to Intel graphics.', default: false })),
  mapping: optional(string({ description: 'Name of a mapping.', format: 'pve-configid' })),
  mdev: optional(string({ description: 'Type of the mediated device.', pattern: '(?^:[^/\\s,]+)' })),
  pcie: optional(boolean({ description: 'Connect as PCI Express.', default: false })),
  rombar: optional(boolean({ description: 'Show the option ROM.', default: true })),
  romfile: optional(string({ description: 'File of an option ROM.', pattern: '(?^:[^,;/]+)' })),
  'sub-device-id': optional(string({ description: 'PCI subsystem device id shown.', pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  'sub-vendor-id': optional(string({ description: 'PCI subsystem vendor id shown.', pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  'vendor-id': optional(string({ description: 'PCI vendor id shown.', pattern: '(?^:^0x[0-9a-fA-F]{4})' })),
  'x-vga': optional(boolean({ description: 'Use it as the primary display.', default: false })),
})
