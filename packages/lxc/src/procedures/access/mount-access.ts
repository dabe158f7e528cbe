import type { Call } from '@quorate/contract'
import { isVolume, newVolumeOf, parseDrive } from '@quorate/guest'
import { Failure, parameterFailure } from '@quorate/schema'
import { isGuestVolume, ownerOf, storageOf, type StorageService } from '@quorate/storage'

/** Refuses a root file system or mount point of which the caller may not use the storage, the volume or the path of the host. */
export async function checkMountAccess(
  storage: Pick<StorageService, 'resolve'>,
  call: Call,
  vmid: number,
  key: string,
  text: string,
): Promise<void> {
  const { file } = parseDrive(text)
  const wanted = newVolumeOf(file)
  if (wanted) return call.authorize(`/storage/${wanted.storage}`, 'Datastore.AllocateSpace')
  checkPathAccess(call, key, file)
  if (!isVolume(file)) return
  const { content } = await storage.resolve(file)
  if (!isGuestVolume(content)) throw parameterFailure({ [key]: `'${file}' is no volume of a guest` })
  if (ownerOf(file) !== vmid && !call.caller.root) call.authorize(`/storage/${storageOf(file)}`, 'Datastore.Allocate')
}

/** Folders and devices of the host are for root to give, and to take away. */
export function checkPathAccess(call: Call, key: string, file: string): void {
  if (isVolume(file) || call.caller.root) return
  throw new Failure(`Permission check failed (only root@pam may set or remove '${key}' with the path '${file}' of the host)`, {
    status: 403,
  })
}
