import type { Changes } from '../changes.ts'
import { writeHostname } from '../files/hostname.ts'
import { writeHosts } from '../files/hosts.ts'
import { writeResolvConf } from '../files/resolv-conf.ts'
import { writeTimeZone } from '../files/time-zone.ts'
import { writeTerminals } from '../init/terminals.ts'
import type { GuestSettings } from '../setup-types.ts'

/** What is the same everywhere: all but the network. `zoneFile`: the name of the time zone stands in /etc/timezone too. */
export function startCommon(root: Changes, settings: GuestSettings, { zoneFile = false } = {}): void {
  writeHostname(root, settings)
  writeHosts(root, settings)
  writeResolvConf(root, settings)
  writeTerminals(root, settings)
  writeTimeZone(root, settings, zoneFile)
}
