import type { LiveHandler } from './live-change.ts'
import { liveCores, liveCpuShare, liveMemory } from './live-limits.ts'
import { liveMount } from './live-mount.ts'
import { liveFiles, liveHostname } from './live-names.ts'
import { liveNic } from './live-nic.ts'

const handlers: readonly (readonly [keys: RegExp, handler: LiveHandler])[] = [
  [/^(?:memory|swap)$/, liveMemory],
  [/^(?:cpulimit|cpuunits)$/, liveCpuShare],
  [/^cores$/, liveCores],
  [/^net\d+$/, liveNic],
  [/^mp\d+$/, liveMount],
  [/^hostname$/, liveHostname],
  [/^(?:nameserver|searchdomain|timezone)$/, liveFiles],
  // Read when somebody opens a console.
  [/^cmode$/, async () => true],
]

/** undefined: a change of the key always waits for the next start */
export function liveHandler(key: string): LiveHandler | undefined {
  return handlers.find(([keys]) => keys.test(key))?.[1]
}
