import type { ConfigSection } from '../config/config-section.ts'
import type { GuestConfig } from '../config/guest-config.ts'
import { isUnusedKey } from '../volumes/disks.ts'

/** Keys of a VM's snapshot that tell of its saved memory. */
const ofMemory = ['vmstate', 'runningmachine', 'runningcpu', 'running-nets-host-mtu']
/** Keys of the present guest that a snapshot neither holds nor brings back. */
const notKept = new Set(['lock', 'parent', 'template', 'digest', ...ofMemory])
/** Keys of a snapshot that are about itself and not about the guest. */
const ofSnapshot = ['snaptime', 'snapstate', 'parent', ...ofMemory]

export interface NewSnapshot {
  readonly name: string
  readonly description?: string
  /** seconds since 1970 */
  readonly time: number
}

/** Writes a snapshot of the present config behind the last one made, and unlocks the guest. */
export function addSnapshot(config: GuestConfig, snapshot: NewSnapshot): ConfigSection {
  const section = config.addSnapshot(snapshot.name, config.current)
  for (const key of section.values.keys()) if (notKept.has(key) || isUnusedKey(key)) section.delete(key)
  const parent = config.current.get('parent')
  if (parent) section.set('parent', parent)
  section.set('snaptime', String(snapshot.time))
  section.setDescription(snapshot.description)
  config.current.set('parent', snapshot.name)
  config.current.delete('lock')
  return section
}

/** Leaves of a section that was a snapshot only what is about the guest. */
export function forgetSnapshotKeys(section: ConfigSection): void {
  for (const key of ofSnapshot) section.delete(key)
}
