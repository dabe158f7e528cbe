import { applyPending, isCloudInit, parseDrive, type GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { freeUnusedKey, isDriveKey, isUnusedKey, ownerOf, volumesOf } from './vm-keys.ts'

const inSnapshot = (config: GuestConfig, volid: string) =>
  [...config.snapshots().values()].some(section => volumesOf(section.values).some(([, file]) => file === volid))

/** Does the present config or a snapshot name the volume, under another key than `except`? */
export function isReferenced(config: GuestConfig, volid: string, except?: string): boolean {
  return volumesOf(config.current.values).some(([key, file]) => key !== except && file === volid) || inSnapshot(config, volid)
}

/** Lists a volume as `unusedN`, unless the present config names it already. */
export function keepAsUnused(config: GuestConfig, vmid: number, volid: string): void {
  if (volumesOf(config.current.values).some(([, file]) => file === volid)) return
  const key = freeUnusedKey(config.current.values)
  if (!key) throw new Failure(`VM ${vmid} has no free 'unused' entry for ${volid} - remove some first`)
  config.current.set(key, volid)
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
  if (!isCloudInit(drive)) keepAsUnused(config, vmid, drive.file)
  return []
}

/** A disk was put into the config: the same volume is no longer unused. */
function adopt(config: GuestConfig, text: string): void {
  const { file } = parseDrive(text)
  for (const [key, value] of config.current.values) if (isUnusedKey(key) && parseDrive(value).file === file) config.current.delete(key)
}

/**
 * Makes pending changes present, all or those that `only` picks by key, with what follows for disks. Answers the volumes
 * that can be removed from their storage afterwards.
 */
export function applyVmChanges(config: GuestConfig, vmid: number, only: (key: string) => boolean = () => true): string[] {
  const free: string[] = []
  for (const change of applyPending(config, ({ key }) => only(key))) {
    const { key, from, to, force } = change
    if (isUnusedKey(key)) {
      const { file } = parseDrive(from ?? '')
      if (to === undefined && inSnapshot(config, file)) throw new Failure(`unable to delete '${file}' - volume is still in use (snapshot?)`)
      if (to === undefined && file && !isReferenced(config, file)) free.push(file)
      continue
    }
    if (to === undefined) forgetBootEntry(config, key)
    if (!isDriveKey(key)) continue
    if (to !== undefined) adopt(config, to)
    if (from !== undefined && (to === undefined || parseDrive(to).file !== parseDrive(from).file))
      free.push(...letGoOf(config, vmid, from, force))
  }
  return free
}

/** A device that is gone cannot be booted from. */
export function forgetBootEntry(config: GuestConfig, key: string): void {
  const boot = config.current.get('boot')
  const order = /order=([^,]*)/.exec(boot ?? '')?.[1]
  if (boot === undefined || order === undefined) return
  const left = order.split(';').filter(entry => entry !== key)
  if (left.length === order.split(';').length) return
  config.current.set('boot', boot.replace(/order=[^,]*/, `order=${left.join(';')}`))
}
