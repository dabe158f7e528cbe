import { Failure } from '@quorate/schema'
import type { GuestConfig } from '../config/guest-config.ts'

/** Also the name of what a rollback keeps of the present disks until it is through. */
export const presentName = 'current'
const reserved = new Set([presentName, 'pending'])

/** Refuses a name that means something else, or that a snapshot of the guest has. */
export function checkSnapshotName(config: GuestConfig, name: string): void {
  if (reserved.has(name.toLowerCase())) throw new Failure(`unable to use snapshot name '${name}' (reserved name)`)
  if (config.snapshot(name)) throw new Failure(`snapshot name '${name}' already used`)
}
