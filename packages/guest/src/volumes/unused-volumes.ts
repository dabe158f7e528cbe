import { Failure } from '@quorate/schema'
import { ownerOf, sameVolume } from '@quorate/storage'
import type { GuestConfig } from '../config/guest-config.ts'
import { isCloudInit, parseDrive } from '../drive-text.ts'
import { disks, freeUnusedKey, isUnusedKey, volumesOf } from './disks.ts'

/** Does a snapshot in the config name the volume? */
export function inSnapshot(config: GuestConfig, volid: string): boolean {
  return [...config.snapshots().values()].some(section => volumesOf(section.values).some(([, file]) => sameVolume(file, volid)))
}

/** Does the present config or a snapshot name the volume, under another key than `except`? */
export function isReferenced(config: GuestConfig, volid: string, except?: string): boolean {
  return volumesOf(config.current.values).some(([key, file]) => key !== except && sameVolume(file, volid)) || inSnapshot(config, volid)
}

/** Lists a volume as `unusedN`, unless the present config names it already. */
export function keepAsUnused(config: GuestConfig, volid: string): void {
  if (volumesOf(config.current.values).some(([, file]) => sameVolume(file, volid))) return
  const key = freeUnusedKey(config.current.values)
  if (!key) throw new Failure(`there is no free 'unused' entry for ${volid} - remove some first`)
  config.current.set(key, volid)
}

/** Volumes of the guest that the present config does not name any more stay in sight as unused. */
export function keepOwnVolumes(config: GuestConfig, vmid: number, values: ReadonlyMap<string, string>): void {
  const attached = disks(values).filter(([, drive]) => !isCloudInit(drive))
  const unused = [...values].filter(([key]) => isUnusedKey(key))
  for (const file of [...attached.map(([, drive]) => drive.file), ...unused.map(([, text]) => parseDrive(text).file)]) {
    if (ownerOf(file) === vmid) keepAsUnused(config, file)
  }
}

/**
 * A disk was taken out of the config: its volume, if it is the guest's own, is kept as `unusedN`, and so is one to be
 * removed that a snapshot needs; a generated cloud-init drive is of no further use. Answers the volumes that can be
 * removed from their storage now.
 */
export function letGoOf(config: GuestConfig, vmid: number, text: string, force: boolean): string[] {
  const drive = parseDrive(text)
  if (ownerOf(drive.file) !== vmid) return []
  if ((force || isCloudInit(drive)) && !isReferenced(config, drive.file)) return [drive.file]
  if (!isCloudInit(drive)) keepAsUnused(config, drive.file)
  return []
}

/** A disk was put into the config: the same volume is no longer unused. */
export function adopt(config: GuestConfig, text: string): void {
  const { file } = parseDrive(text)
  for (const [key, value] of config.current.values)
    if (isUnusedKey(key) && sameVolume(parseDrive(value).file, file)) config.current.delete(key)
}
