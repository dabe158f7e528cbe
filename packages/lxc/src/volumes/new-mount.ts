import { Failure } from '@quorate/schema'
import { storageDrivers, type ImageFormat, type Work } from '@quorate/storage'
import type { LxcServices } from '../services.ts'
import { makeFileSystem } from './make-file-system.ts'
import type { Owner } from './root-owner.ts'

type Services = Pick<LxcServices, 'host' | 'storage'>

/** Storages where a folder tree has a size and snapshots: nothing is gained by an image on them. */
const trees = new Set(['btrfs', 'zfspool'])
const blockBytes = 4096

/** Format of a new volume. Without a size it is a folder tree, where the storage has such. */
export function mountFormat({ storage }: Pick<LxcServices, 'storage'>, id: string, sizeBytes: number): ImageFormat {
  const { type } = storage.entry(id)
  return mountFormatOn(id, { type, formats: storageDrivers[type]?.config.formats ?? [] }, sizeBytes)
}

/** What decides on the format of a volume on a storage, also on one of another cluster. */
export interface StorageFormats {
  readonly type: string
  readonly formats: readonly ImageFormat[]
}

/** The same for a storage of which so much is known. Pure. */
export function mountFormatOn(id: string, { type, formats }: StorageFormats, sizeBytes: number): ImageFormat {
  if (formats.includes('subvol') && (trees.has(type) || sizeBytes === 0)) return 'subvol'
  if (sizeBytes === 0) throw new Failure(`storage '${id}' has no volumes without a size: say how many GiB it shall have`)
  return 'raw'
}

/** Creates a volume for a container and makes it ready to be mounted. `gibibytes` 0: without a limit. Tells the volume to `created` first. */
export async function newMount(
  services: Services,
  work: Work,
  vmid: number,
  { storage, gibibytes }: { readonly storage: string; readonly gibibytes: number },
  owner: Owner,
  created: (volid: string) => void = () => undefined,
): Promise<string> {
  services.storage.usable(storage, 'rootdir')
  const sizeBytes = Math.ceil((gibibytes * 2 ** 30) / blockBytes) * blockBytes
  const format = mountFormat(services, storage, sizeBytes)
  const volid = await services.storage.allocate(work, storage, vmid, { format, sizeBytes })
  created(volid)
  await makeFileSystem(services, volid, owner, work.signal)
  return volid
}
