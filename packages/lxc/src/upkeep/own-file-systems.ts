import { realpath } from 'node:fs/promises'
import { readGuestConfig } from '@quorate/guest'
import type { ResolvedVolume } from '@quorate/storage'
import { placeHere } from '../place-here.ts'
import type { MountPlan } from '../plan/container-plan.ts'
import { planMounts } from '../plan/mount-points.ts'
import { readConfig, type ReadContainer } from '../plan/read-config.ts'
import type { LxcServices } from '../services.ts'

type Services = Pick<LxcServices, 'host' | 'storage' | 'store'>

/** A mount point whose volume is a file system of its own: an image or a block device. Folder trees lie in the storage's. */
export interface OwnFileSystem {
  readonly mount: MountPlan
  readonly volume: ResolvedVolume
}

export function readContainer(services: Pick<Services, 'host' | 'store'>, vmid: number): ReadContainer {
  return readConfig(vmid, readGuestConfig(services.store, placeHere(services, vmid)).config.current)
}

/** Those that can be changed, in the order in which they are mounted. */
export async function ownFileSystems(services: Services, vmid: number): Promise<OwnFileSystem[]> {
  const found: OwnFileSystem[] = []
  for (const mount of planMounts(readContainer(services, vmid).config)) {
    if (!mount.volume || mount.readOnly) continue
    const volume = await services.storage.resolve(mount.source)
    if (volume.kind !== 'folder' && volume.format === 'raw' && !volume.base) found.push({ mount, volume })
  }
  return found
}

/** Devices that the kernel has mounted for it: `/dev/loop3` of an image, or the block device itself. */
export async function isDeviceOf({ host }: Pick<Services, 'host'>, device: string, { volume }: OwnFileSystem): Promise<boolean> {
  const loop = /^\/dev\/(loop\d+)$/.exec(device)?.[1]
  const at = loop === undefined ? device : await host.kernel.read(`block/${loop}/loop/backing_file`)
  return at !== undefined && (await realpath(volume.path)) === at
}
