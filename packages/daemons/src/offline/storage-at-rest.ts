import type { Implementation } from '@quorate/contract'
import { realHost } from '@quorate/host'
import { createStorageService, storageApi } from '@quorate/storage'
import type { AtRest } from './at-rest.ts'

export function storageAtRest({ root, store }: AtRest): Implementation[] {
  const host = realHost(root, () => undefined)
  return storageApi({ storage: createStorageService({ store, host }), store, host })
}
