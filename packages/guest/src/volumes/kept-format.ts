import { isImageFormat, storageDrivers, type ImageFormat } from '@quorate/storage'
import type { GuestServices } from '../services.ts'

/** A copy has the format of the original where the storage can; undefined: what is usual there. */
export function keptFormat({ storage }: Pick<GuestServices, 'storage'>, target: string, present: string): ImageFormat | undefined {
  const formats = storageDrivers[storage.entry(target).type]?.config.formats ?? []
  return isImageFormat(present) && formats.includes(present) ? present : undefined
}
