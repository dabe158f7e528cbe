import { createHash } from 'node:crypto'
import type { SeedSettings } from './seed-settings.ts'

/** Another one for other contents and for another guest: cloud-init then sets the machine up anew. 40 hex digits. */
export function instanceId(settings: SeedSettings, texts: readonly string[]): string {
  return createHash('sha1')
    .update([settings.identity, ...texts, settings.snippets.vendor ?? ''].join('\0'))
    .digest('hex')
}
