import { defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const vgaOption = propertyString({
  clipboard: optional(string({ description: 'Share the clipboard with the console.', enum: ['vnc'] })),
  memory: optional(integer({ description: 'Memory in MiB.', minimum: 4, maximum: 512 })),
  type: defaultKey(
    optional(
      string({
        description: 'Kind.',
        default: 'std',
        enum: [
          'cirrus',
          'qxl',
          'qxl2',
          'qxl3',
          'qxl4',
          'none',
          'serial0',
          'serial1',
          'serial2',
          'serial3',
          'std',
          'virtio',
          'virtio-gl',
          'vmware',
        ],
      }),
    ),
  ),
})
