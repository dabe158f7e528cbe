import { defaultKey, propertyString, string } from '@quorate/schema'

export const unusedDisk = propertyString({
  file: defaultKey(string({ description: 'Volume, or storage:GiB for a new one.', format: 'pve-volume-id' })),
  volume: { alias: 'file' },
})
