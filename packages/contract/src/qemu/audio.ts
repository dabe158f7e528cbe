import { optional, propertyString, string } from '@quorate/schema'

export const audioOption = propertyString({
  device: string({ description: 'Sound card.', enum: ['ich9-intel-hda', 'intel-hda', 'AC97'] }),
  driver: optional(
    string({ description: 'Where the sound goes; for a PCI device, what binds it.', default: 'spice', enum: ['spice', 'none'] }),
  ),
})
