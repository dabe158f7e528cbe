import { defaultKey, optional, propertyString, string } from '@quorate/schema'

export const bootOption = propertyString({
  legacy: defaultKey(
    optional(
      string({ description: 'Order in the old form: a floppy, c disk, d CD-ROM, n network.', default: 'cdn', pattern: '(?^:[acdn]{1,4})' }),
    ),
  ),
  order: optional(string({ description: 'Devices in the order they are tried.', pattern: '(?^:[a-z]+[0-9]+(;[a-z]+[0-9]+)*)?' })),
})
