import type { ConfigSection } from '@quorate/guest'
import { readConfig } from '../plan/read-config.ts'
import type { QemuServices } from '../services.ts'
import { hostResolver } from '@quorate/guest'
import { readSnippets } from './read-snippets.ts'
import type { SeedSettings } from './seed-settings.ts'
import { settingsOf } from './settings-of.ts'

/** All that a VM's image is made from: its config, its snippets and, where it has none of its own, the node's resolver. */
export async function loadSettings(
  services: Pick<QemuServices, 'host' | 'storage'>,
  vmid: number,
  section: ConfigSection,
): Promise<SeedSettings> {
  const { config } = readConfig(vmid, section)
  const resolver = hostResolver((await services.host.files.readIfThere('/etc/resolv.conf')) ?? '')
  return settingsOf(config, { vmid, resolver, snippets: await readSnippets(services, config) })
}
