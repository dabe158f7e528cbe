import { defaultKey, propertyString, string } from '@quorate/schema'

export const unusedVolume = propertyString({
  volume: defaultKey(string({ format: 'pve-volume-id' })),
})
