import { defaultKey, propertyString, string } from '@quorate/schema'

export const unusedVolume = propertyString({
  volume: defaultKey(string({ description: 'Volume, path of the host, or storage:GiB for a new one.', format: 'pve-volume-id' })),
})
