import type { Implementation } from '@quorate/contract'
import { storageConfigApi } from './api/config.api.ts'
import { storageContentApi } from './api/content.api.ts'
import { storagePruneApi } from './api/prune.api.ts'
import type { StorageApiServices } from './api/services.ts'
import { storageStatusApi } from './api/status.api.ts'
import { storageUploadApi } from './api/upload.api.ts'

/** All methods of storages that are built. */
export function storageApi(services: StorageApiServices): Implementation[] {
  return [
    ...storageConfigApi(services),
    ...storageStatusApi(services),
    ...storageContentApi(services),
    ...storagePruneApi(services),
    ...storageUploadApi(services),
  ]
}
