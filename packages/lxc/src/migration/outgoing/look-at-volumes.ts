import { namedVolumes, type GuestConfig, type StorageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { ownerOf, storageOf, withoutBase } from '@quorate/storage'
import type { LxcServices } from '../../services.ts'
import { copiedFormat } from '../../volumes/copy-volume.ts'
import { planVolumes, type VolumeFacts, type VolumePlan } from '../plan-volumes.ts'

async function factsOf(services: LxcServices, vmid: number, volid: string): Promise<VolumeFacts> {
  const storage = storageOf(volid)
  const { shared } = services.storage.entry(storage)
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

/** What each volume that the config names is, and how it would travel. Fails for one that is not there. */
export async function lookAtVolumes(services: LxcServices, vmid: number, config: GuestConfig, target: StorageMap): Promise<LookedAt> {
  const volumes = namedVolumes(config)
  const facts = new Map<string, VolumeFacts>()
  for (const { volid } of volumes) facts.set(volid, await factsOf(services, vmid, volid))
  const plan = planVolumes({
    volumes,
    facts: volid => facts.get(volid) as VolumeFacts,
    target,
    formatAt: (storage, { format, size }) => copiedFormat(services, storage, format, size),
    alike: (storage, other) => services.storage.entry(storage).type === services.storage.entry(other).type,
  })
  const sharedStorages = [...new Set([...facts.values()].filter(({ shared }) => shared).map(({ storage }) => storage))]
  return { ...plan, sharedStorages }
}
