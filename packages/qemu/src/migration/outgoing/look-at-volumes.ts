import { fileStorages, namedVolumes, type GuestConfig, type StorageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { ownerOf, storageDrivers, storageOf, withoutBase } from '@quorate/storage'
import { disksInUse } from '../../hot/disk-node.ts'
import type { QemuServices } from '../../services.ts'
import { planVolumes, type StorageFacts, type VolumeFacts, type VolumePlan } from '../plan-volumes.ts'

export interface VolumeLook {
  readonly vmid: number
  readonly config: GuestConfig
  readonly running: boolean
  readonly withLocalDisks: boolean
  readonly target: StorageMap
  /** What storages of another cluster can, with which no storage is shared. */
  readonly storageThere?: (id: string) => StorageFacts
}

async function factsOf(services: QemuServices, vmid: number, volid: string, elsewhere: boolean): Promise<VolumeFacts> {
  const storage = storageOf(volid)
  const shared = services.storage.entry(storage).shared && !elsewhere
  if (shared) return { storage, shared, format: '', isFile: false, base: false, clone: false, own: true, size: 0 }
  const { format, kind, base } = await services.storage.resolve(volid)
  const { size, parent } = await services.storage.info(volid).catch((error: unknown) => {
    throw new Failure(`VM ${vmid} cannot be migrated: ${volid} cannot be read`, { cause: error })
  })
  return {
    storage,
    shared,
    format,
    isFile: kind === 'file',
    base,
    clone: parent !== undefined || withoutBase(volid) !== volid,
    own: ownerOf(volid) === vmid,
    size,
  }
}

function storageFacts(services: QemuServices, id: string): StorageFacts {
  const { type } = services.storage.entry(id)
  return { asFiles: fileStorages.has(type), formats: storageDrivers[type]?.config.formats ?? [] }
}

/** What each volume that the config names is, and how it would travel. Fails for one that is not there. */
export async function lookAtVolumes(
  services: QemuServices,
  look: VolumeLook,
): Promise<VolumePlan & { readonly facts: ReadonlyMap<string, VolumeFacts> }> {
  const { vmid, config, running, storageThere } = look
  const volumes = namedVolumes(config)
  const facts = new Map<string, VolumeFacts>()
  for (const { volid } of volumes) facts.set(volid, await factsOf(services, vmid, volid, storageThere !== undefined))
  const keys = volumes.flatMap(volume => volume.keys)
  const inUse = running ? new Set((await services.runtime.qmp(vmid, client => disksInUse(client, keys))).keys()) : new Set<string>()
  const plan = planVolumes({
    volumes,
    facts: volid => facts.get(volid) as VolumeFacts,
    storage: id => storageThere?.(id) ?? storageFacts(services, id),
    target: look.target,
    running,
    inUse,
    withLocalDisks: look.withLocalDisks,
    elsewhere: storageThere !== undefined,
  })
  return { ...plan, facts }
}
