import type { Author, ConfigStore } from '@quorate/cluster'
import type { AccessConfig } from './access-config.ts'
import { parseUserConfig, writeUserConfig } from './user-cfg.ts'

export const userConfigPath = 'user.cfg'

/**
 * Changes `user.cfg` in one step. `edit` checks and changes a fresh parse; it may run again when another writer was
 * faster, and a Failure that it throws leaves the file as it was.
 */
export async function editAccess(store: ConfigStore, author: Author, edit: (config: AccessConfig) => void): Promise<void> {
  await store.update(userConfigPath, { authid: author.authid }, text => {
    const config = parseUserConfig(text ?? '')
    edit(config)
    return writeUserConfig(text ?? '', config)
  })
}
