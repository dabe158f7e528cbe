import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { withSection } from '../text/pve-section.ts'
import { nameservers, searchDomains } from './names.ts'

const path = '/etc/resolv.conf'

/**
 * Servers and domains in /etc/resolv.conf, before all else that it says: the first servers are asked first. A link to
 * something that only a running guest has, such as systemd-resolved's file, gives way to a file.
 */
export function writeResolvConf(root: Changes, settings: GuestSettings): void {
  const search = searchDomains(settings)
  const lines = [...(search.length ? [`search ${search.join(' ')}`] : []), ...nameservers(settings).map(server => `nameserver ${server}`)]
  if (!lines.length) return
  const entry = root.look(path)
  const old = root.read(path)
  const lost = entry?.kind === 'link' && (old === undefined || /^(?:\.\.)?\/run\//.test(entry.target ?? ''))
  if (lost) root.replace(path, withSection(undefined, lines, 'first'))
  else root.write(path, withSection(old, lines, 'first'))
}
