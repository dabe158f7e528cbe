import { namedVolumes, type GuestConfig, type RemoteStorage, type StorageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { ownerOf, storageOf, withoutBase } from '@quorate/storage'
import type { LxcServices } from '../../services.ts'
import { copiedFormat, formatOn } from '../../volumes/copy-volume.ts'
import { planVolumes, type VolumeFacts, type VolumePlan } from '../plan-volumes.ts'

async function factsOf(services: LxcServices, vmid: number, volid: string, elsewhere: boolean): Promise<VolumeFacts> {
  const storage = storageOf(volid)
  const shared = services.storage.entry(storage).shared && !elsewhere
  if (shared) return { storage, shared, format: '', base: false, clone: false, own: true, size: 0, used: 0 }
  const { base } = await services.storage.resolve(volid)
  const { format, size, used, parent } = await services.storage.info(volid).catch((error: unknown) => {
    throw new Failure(`CT ${vmid} cannot be migrated: ${volid} cannot be read`, { cause: error })
  })
  return {
    storage,
    shared,
    format,
    base,
    clone: parent !== undefined || withoutBase(volid) !== volid,
    own: ownerOf(volid) === vmid,
    size,
    used,
  }
}

export interface LookedAt extends VolumePlan {
  /** Storages of volumes that stay where they are. */
  readonly sharedStorages: readonly string[]
}

/** What each volume that the config names is, and how it would travel. `storageThere`: to another cluster, all of them. Fails for one that is not there. */
export async function lookAtVolumes(
  services: LxcServices,
  vmid: number,
  config: GuestConfig,
  target: StorageMap,
  storageThere?: (id: string) => RemoteStorage,
): Promise<LookedAt> {
  const typeOf = (id: string) => services.storage.entry(id).type
  const volumes = namedVolumes(config)
  const facts = new Map<string, VolumeFacts>()
  for (const { volid } of volumes) facts.set(volid, await factsOf(services, vmid, volid, storageThere !== undefined))
  const plan = planVolumes({
    volumes,
    facts: volid => facts.get(volid) as VolumeFacts,
    target,
    formatAt: (storage, { format, size }) =>
      storageThere ? formatOn(storage, storageThere(storage), format, size) : copiedFormat(services, storage, format, size),
    alike: (storage, other) => typeOf(storage) === (storageThere ? storageThere(other).type : typeOf(other)),
    elsewhere: storageThere !== undefined,
  })
  const sharedStorages = [...new Set([...facts.values()].filter(({ shared }) => shared).map(({ storage }) => storage))]
  return { ...plan, sharedStorages }
}
