import type { ConfigReader } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import type { StorageService } from '@quorate/storage'

/** What this package works with. */
export interface TemplateServices {
  readonly host: Host
  readonly store: ConfigReader
  readonly storage: StorageService
}
