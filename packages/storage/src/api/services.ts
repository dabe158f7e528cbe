import type { ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import type { StorageService } from '../storage-service.ts'

/** What the handlers of this package work with. */
export interface StorageApiServices {
  readonly storage: StorageService
  readonly store: ConfigStore
  readonly host: Host
  /** Hears of what could not be cleaned up after a failed request. Default: standard error. */
  readonly notice?: (text: string) => void
}
