import { readGuestConfig, type SnapshotDisk } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import type { UndoAction } from '@quorate/tasks'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'

export interface BegunSnapshot extends Record<string, unknown> {
  readonly vmid: number
  readonly name: string
  readonly disks: readonly SnapshotDisk[]
}

/** Takes back a snapshot that did not become part of the config. Every volume is tried; fails when one did. */
export function takeBackSnapshot(services: LxcServices): UndoAction {
  return async (args, { log }) => {
    const { vmid, name, disks } = args as BegunSnapshot
    if (readGuestConfig(services.store, placeHere(services, vmid)).config.snapshot(name)) return
    const failures: unknown[] = []
    for (const { key, volid } of disks) {
      try {
        if (await services.storage.exists(volid)) await services.storage.removeSnapshot(volid, name)
      } catch (error) {
        log(`removing the snapshot of ${key}: ${failureText(error)}`)
        failures.push(error)
      }
    }
    if (failures.length) throw failures[0]
  }
}
