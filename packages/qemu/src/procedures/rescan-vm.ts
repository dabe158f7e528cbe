import type { Author } from '@quorate/cluster'
import {
  changeGuestConfig,
  isCloudInit,
  isVolume,
  parseDrive,
  pendingValues,
  readGuestConfig,
  sizeText,
  withOptions,
  type GuestConfig,
} from '@quorate/guest'
import type { VolumeRow } from '@quorate/storage'
import type { QemuServices } from '../services.ts'
import { isReferenced, keepAsUnused } from './edit-config.ts'
import { editDrive } from './edit-drive.ts'
import { disks } from './vm-keys.ts'
import { placeHere } from './place-here.ts'

/** Enters what the storages have into the config document. Answers what was found, in words. */
export function editForRescan(config: GuestConfig, vmid: number, volumes: readonly Pick<VolumeRow, 'volid' | 'size'>[]): string[] {
  const found: string[] = []
  const sizes = new Map(volumes.map(({ volid, size }) => [volid, sizeText(size)]))
  const waiting = new Set([...pendingValues(config).values()].map(text => parseDrive(text).file))
  for (const [key, drive] of disks(config.current.values)) {
    const size = isVolume(drive.file) ? sizes.get(drive.file) : undefined
    const known = drive.options.get('size')
    if (size === undefined || size === known) continue
    found.push(`VM ${vmid} (${key}): size of disk '${drive.file}' updated from ${known ?? 'unknown'} to ${size}`)
    editDrive(config, key, drive.file, present => withOptions(present, { size }))
  }
  for (const volid of sizes.keys()) {
    if (waiting.has(volid) || isCloudInit(parseDrive(volid)) || isReferenced(config, volid)) continue
    keepAsUnused(config, vmid, volid)
    const key = [...config.current.values].find(([, value]) => value === volid)?.[0]
    found.push(`VM ${vmid} add unreferenced volume '${volid}' as '${key}' to config`)
  }
  return found
}

/** Brings the config up to date with what the storages hold of the VM. Answers what was found; `dryRun` changes nothing. */
export async function rescanVm(services: QemuServices, author: Author, vmid: number, dryRun: boolean): Promise<string[]> {
  const place = placeHere(services, vmid)
  const { config } = readGuestConfig(services.store, place)
  const volumes = (await services.storage.ownedBy(vmid)).filter(volume => volume.content === 'images')
  const found = editForRescan(config, vmid, volumes)
  if (dryRun || found.length === 0) return found
  let entered: string[] = []
  await changeGuestConfig(services.store, author, place, {}, present => {
    entered = editForRescan(present, vmid, volumes)
  })
  return entered
}
