import type { Call } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { StorageService } from '../storage-service.ts'
import { parseVolumeId } from '../volume-id.ts'

/** For those who do not manage the storage, where its section says nothing. */
const fewProtected = 5

/** Refuses one more protected backup of a guest than the storage allows. -1: as many as there may be. */
export async function requireProtectable(service: StorageService, call: Call, volid: string): Promise<void> {
  const { storage } = parseVolumeId(volid)
  const set = service.entry(storage).options['max-protected-backups']
  const limit = set !== undefined ? Number(set) : call.may(`/storage/${storage}`, 'Datastore.Allocate') ? -1 : fewProtected
  if (limit < 0) return
  const { vmid, protected: already, content } = await service.info(volid)
  if (already || content !== 'backup') return
  const backups = await service.list(storage, { content: 'backup', ...(vmid !== undefined && { vmid }) })
  const count = backups.filter(row => row.protected && row.vmid === vmid).length
  if (count >= limit)
    throw new Failure(`volume '${volid}': storage '${storage}' allows ${limit} protected backups of a guest, there are ${count}`)
}
