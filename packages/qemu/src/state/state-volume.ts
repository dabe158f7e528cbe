import { fileStorages, type ConfigSection, disks, isVolume } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { storageOf, type Work } from '@quorate/storage'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QemuServices } from '../services.ts'

/** For devices, and for pages that the guest changes once more while the last ones are on their way. */
const marginBytes = 500 * 2 ** 20

function storagesOfDisks(section: ConfigSection): string[] {
  return [...new Set(disks(section.values).flatMap(([, { file }]) => (isVolume(file) ? [storageOf(file)] : [])))]
}

/**
 * Where a guest's memory is saved: the storage asked for; else the one in `vmstatestorage`; else the first shared one of
 * its disks; else the first of its disks; else `local`. Fails when that one cannot hold images.
 */
export function chooseStateStorage(services: Pick<QemuServices, 'storage'>, section: ConfigSection, asked?: string): string {
  const named = asked ?? section.get('vmstatestorage')
  if (named !== undefined) return services.storage.usable(named, 'images').id
  const usable = storagesOfDisks(section).flatMap(id => {
    const entry = services.storage.entries().find(one => one.id === id)
    return entry?.usable && entry.content.includes('images') ? [entry] : []
  })
  const chosen = usable.find(entry => entry.shared) ?? usable[0]
  return chosen?.id ?? services.storage.usable('local', 'images').id
}

export interface StateSize {
  /** bytes of the volume */
  readonly volume: number
  /** When so many bytes are sent the guest must stand still, for the rest to fit. */
  readonly standStillAfter: number
}

/** Twice the memory: the second half is for what the guest changes while the first is saved. */
export async function stateSize(client: QmpClient): Promise<StateSize> {
  const sizes = await client.execute('query-memory-size-summary')
  const memory = sizes['base-memory'] + (sizes['plugged-memory'] ?? 0)
  return { volume: memory * 2 + marginBytes, standStillAfter: memory + marginBytes / 4 }
}

/** Makes the volume for a guest's memory: `vm-100-state-<name>`. Answers its id. */
export async function allocateState(
  services: Pick<QemuServices, 'storage'>,
  work: Work,
  vmid: number,
  request: { storage: string; name: string; sizeBytes: number },
): Promise<string> {
  const { storage, sizeBytes } = request
  const leaf = `vm-${vmid}-state-${request.name}`
  const name = fileStorages.has(services.storage.entry(storage).type) ? `${leaf}.raw` : leaf
  const volid = await services.storage.allocate(work, storage, vmid, { format: 'raw', name, sizeBytes })
  work.log(`saving the memory to ${volid}`)
  return volid
}

/** Path of a state volume, made usable. Fails when it does not exist or is not raw. */
export async function stateVolumePath(services: Pick<QemuServices, 'storage'>, volid: string): Promise<string> {
  await services.storage.activate([volid])
  const { path, format } = await services.storage.resolve(volid)
  if (format !== 'raw') throw new Failure(`the saved memory in ${volid} cannot be read: it has format '${format}', not raw`)
  return path
}
