import { optional, propertyString, string } from '@quorate/schema'

export const audioOption = propertyString({
  device: string({ enum: ['ich9-intel-hda', 'intel-hda', 'AC97'] }),
  driver: optional(string({ default: 'spice', enum: ['spice', 'none'] })),
})
