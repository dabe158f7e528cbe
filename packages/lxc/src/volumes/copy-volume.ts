import type { TaskHandle } from '@quorate/contract'
import { keptFormat } from '@quorate/guest'
import type { IdMap } from '@quorate/host'
import { copyTree, type ImageFormat } from '@quorate/storage'
import type { LxcServices } from '../services.ts'
import { mountFormat, mountFormatOn, newMount, type StorageFormats } from './new-mount.ts'
import { rootOwner } from './root-owner.ts'
import { scratchMount } from './scratch-mount.ts'

type Services = Pick<LxcServices, 'host' | 'storage'>

export interface VolumeCopy {
  readonly volid: string
  /** Of the volume's state then. */
  readonly snapshot?: string
  readonly storage: string
  /** Whose the copy is. */
  readonly vmid: number
  readonly idMap: IdMap
  readonly rateMBps?: number
}

/** Format that a volume's copy gets on a storage. A tree of files that has a size stays limited: it becomes an image where trees have none. */
export function copiedFormat(services: Services, target: string, present: string, sizeBytes: number): ImageFormat {
  const usual = mountFormat(services, target, sizeBytes)
  if (present === 'subvol') return usual
  return keptFormat(services, target, present) ?? usual
}

/** The same for a storage of another cluster, of which so much is known. Pure. */
export function formatOn(id: string, target: StorageFormats, present: string, sizeBytes: number): ImageFormat {
  const usual = mountFormatOn(id, target, sizeBytes)
  if (present === 'subvol') return usual
  return target.formats.find(format => format === present) ?? usual
}

/** Copies file by file between a tree and an image. */
async function copyFiles(services: Services, task: TaskHandle, copy: VolumeCopy, sizeBytes: number): Promise<string> {
  const { volid, snapshot, storage, vmid, idMap, rateMBps } = copy
  const made = await newMount(services, task, vmid, { storage, gibibytes: sizeBytes / 2 ** 30 }, rootOwner(idMap))
  await using from = await scratchMount(services, task, vmid, volid, { readOnly: true, ...(snapshot ? { snapshot } : {}) })
  await using to = await scratchMount(services, task, vmid, made)
  await copyTree(services.host, from.path, to.path, {
    signal: task.signal,
    progress: (done, total) => task.progress(done, total, 'bytes', `copying ${volid}`),
    ...(rateMBps === undefined ? {} : { rateMBps }),
  })
  return made
}

/** Copies a volume of a container to a storage and answers the id of the copy: as it is where the storage can, else file by file. */
export async function copyVolume(services: Services, task: TaskHandle, copy: VolumeCopy): Promise<string> {
  const { volid, snapshot, storage, vmid, rateMBps } = copy
  const { format, size } = await services.storage.info(volid)
  const wanted = copiedFormat(services, storage, format, size)
  if (wanted !== format) return await copyFiles(services, task, copy, size)
  return await services.storage.copy(task, { volid }, storage, vmid, {
    format: wanted,
    ...(snapshot ? { snapshot } : {}),
    ...(rateMBps === undefined ? {} : { rateMBps }),
  })
}
