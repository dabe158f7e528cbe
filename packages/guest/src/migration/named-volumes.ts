import type { ConfigSection } from '../config/config-section.ts'
import type { GuestConfig } from '../config/guest-config.ts'
import { formatDrive, isCdrom, isCloudInit, isVolume, parseDrive } from '../drive-text.ts'
import { isDiskKey, isUnusedKey } from '../volumes/disks.ts'

/** A volume that a guest's config names anywhere. */
export interface NamedVolume {
  readonly volid: string
  /** Keys of the present config. */
  readonly keys: string[]
  /** Snapshots in which it is named. */
  readonly snapshots: string[]
  readonly cdrom: boolean
  readonly cloudInit: boolean
  /** Saved memory. */
  readonly state: boolean
}

function isVolumeKey(key: string): boolean {
  return isDiskKey(key) || isUnusedKey(key) || key === 'vmstate'
}

/** Every volume of the present config, of what waits for the next start, and of snapshots, each once. Pure. */
export function namedVolumes(config: GuestConfig): NamedVolume[] {
  const found = new Map<string, NamedVolume>()
  const look = (section: ConfigSection, snapshot: string | undefined, present: boolean) => {
    for (const [key, text] of section.values) {
      if (!isVolumeKey(key)) continue
      const drive = parseDrive(text)
      if (!isVolume(drive.file)) continue
      const known = found.get(drive.file)
      const generated = isCloudInit(drive)
      const volume = known ?? {
        volid: drive.file,
        keys: [],
        snapshots: [],
        cdrom: isCdrom(drive) && !generated,
        cloudInit: generated,
        state: key === 'vmstate',
      }
      if (!known) found.set(drive.file, volume)
      if (snapshot !== undefined) volume.snapshots.push(snapshot)
      else if (present) volume.keys.push(key)
    }
  }
  look(config.current, undefined, true)
  if (config.pending) look(config.pending, undefined, false)
  for (const [name, section] of config.snapshots()) look(section, name, false)
  return [...found.values()]
}

/** Lets the config name other volumes in the place of those that have moved. */
export function renameVolumes(config: GuestConfig, moved: ReadonlyMap<string, string>): void {
  const sections = [config.current, ...(config.pending ? [config.pending] : []), ...config.snapshots().values()]
  for (const section of sections) {
    for (const [key, text] of new Map(section.values)) {
      if (!isVolumeKey(key)) continue
      const drive = parseDrive(text)
      const to = moved.get(drive.file)
      if (to !== undefined && to !== drive.file) section.set(key, formatDrive({ file: to, options: drive.options }))
    }
  }
}
