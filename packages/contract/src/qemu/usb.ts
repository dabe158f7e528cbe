import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const usbDevice = propertyString({
  host: defaultKey(
    optional(
      string({
        description: 'Device of the host.',
        pattern: '(?^:(?:(?:(?^:(0x)?([0-9A-Fa-f]{4}):(0x)?([0-9A-Fa-f]{4})))|(?:(?^:(\\d+)\\-(\\d+(\\.\\d+)*)))|[Ss][Pp][Ii][Cc][Ee]))',
      }),
    ),
  ),
  mapping: optional(string({ description: 'Name of a mapping.', format: 'pve-configid' })),
  usb3: optional(boolean({ description: 'Connect to a USB 3 port.', default: false })),
})
