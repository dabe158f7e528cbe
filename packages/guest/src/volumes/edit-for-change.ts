import type { GuestConfig } from '../config/guest-config.ts'
import { deletePending, pendingValues, revertPending, setPending } from '../config/pending-changes.ts'
import { parseDrive } from '../drive-text.ts'
import { isDiskKey } from './disks.ts'
import { letGoOf } from './unused-volumes.ts'

/** What a request changes in a guest's config. */
export interface ConfigChange {
  readonly set: ReadonlyMap<string, string>
  readonly delete: readonly string[]
  readonly revert: readonly string[]
  /** Volumes of deleted disks are removed, not kept as unused. */
  readonly force: boolean
  readonly digest?: string
  readonly skipLock: boolean
}

/** Volumes of pending disks that this change replaces before they ever were in use. */
function dropPendingDisks(config: GuestConfig, vmid: number, change: ConfigChange): string[] {
  const touched = new Set([...change.set.keys(), ...change.delete, ...change.revert])
  return [...pendingValues(config)]
    .filter(([key, text]) => isDiskKey(key) && touched.has(key) && parseDrive(text).file !== parseDrive(config.current.get(key) ?? '').file)
    .flatMap(([key, text]) => {
      revertPending(config, [key])
      return letGoOf(config, vmid, text, change.force)
    })
}

/** Writes the change into the config document as pending. `apply` makes present of it what can be. Both tell the volumes that can be freed afterwards. */
export function editForChange(
  config: GuestConfig,
  vmid: number,
  change: ConfigChange,
  apply: (config: GuestConfig) => readonly string[],
): string[] {
  const free = dropPendingDisks(config, vmid, change)
  revertPending(config, change.revert)
  for (const key of change.delete) deletePending(config, key, { force: change.force })
  for (const [key, text] of change.set) setPending(config, key, text)
  free.push(...apply(config))
  return free
}
