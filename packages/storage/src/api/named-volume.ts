import { parameterFailure } from '@quorate/schema'
import type { StorageService } from '../storage-service.ts'
import { parseVolumeId, tryParseVolumeId } from '../volume-id.ts'

/** Clients name a volume by its whole id or by the part after the colon, beside the storage's name in the path. */
export function namedVolume(volume: string, storage: string | undefined): string {
  const id = tryParseVolumeId(volume)
  if (id && storage !== undefined && id.storage !== storage) {
    throw parameterFailure({ volume: `'${volume}' does not belong to storage '${storage}'` })
  }
  const volid = id || storage === undefined ? volume : `${storage}:${volume}`
  parseVolumeId(volid)
  return volid
}

/** What is known of a volume by its name alone, for permission checks before it is looked for. */
export async function volumeByName(service: StorageService, volid: string) {
  const { content, vmid } = await service.resolve(volid)
  return { volid, content, ...(vmid !== undefined && { vmid }) }
}
