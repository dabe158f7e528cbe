import { failureText } from '@quorate/schema'
import { volumeReferences, type Work } from '@quorate/storage'
import type { GuestServices } from '../services.ts'

/**
 * Frees volumes of work that failed. One that a config names by now stays: the change was written, and only its
 * confirmation got lost.
 */
export async function freeCreated(
  services: Pick<GuestServices, 'storage' | 'store'>,
  work: Work,
  volids: readonly string[],
): Promise<void> {
  for (const volid of volids) {
    if (volumeReferences(services.store, volid).length) continue
    try {
      await services.storage.free(volid)
    } catch (error) {
      work.warn(`volume ${volid}, created in vain, could not be removed: ${failureText(error)}`)
    }
  }
}
