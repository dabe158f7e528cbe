import { defaultKey, propertyString, string } from '@quorate/schema'

export const unusedDisk = propertyString({
  file: defaultKey(string({ format: 'pve-volume-id' })),
  volume: { alias: 'file' },
})
