import type { Call, Privilege } from '@quorate/contract'
import { isCdrom, isCloudInit, isVolume, parseDrive } from '@quorate/guest'
import { Failure, permissionFailure } from '@quorate/schema'
import { storageOf, type StorageService } from '@quorate/storage'
import { newMediumOf } from '../new-medium.ts'

/** What may be read by whoever may use the storage; anything else belongs to somebody. */
const forAll = {
  use: new Set(['iso']),
  // Copied only: the copy looks for files that an image from outside names, and QEMU would open them.
  copy: new Set(['iso', 'import']),
}

/** Saved memory: whoever could write to it would choose what QEMU, which runs as root, reads as the state of its devices. */
function isSavedMemory(volid: string): boolean {
  return /[:/]vm-\d+-state-[^/]*$/.test(volid)
}

async function checkFile(
  storage: Pick<StorageService, 'resolve'>,
  call: Call,
  vmid: number,
  { key, file, to }: { readonly key: string; readonly file: string; readonly to: keyof typeof forAll },
): Promise<void> {
  if (file === 'none' || file === 'cdrom' || file === '') {
    if (file === 'cdrom' && !call.caller.root) throw new Failure(`only root can set '${key}' to the node's own drive`, { status: 403 })
    return
  }
  if (call.caller.root) return
  if (!isVolume(file)) throw new Failure(`only root can use the path '${file}' for '${key}'`, { status: 403 })
  if (isSavedMemory(file)) throw new Failure(`only root can use '${file}' for '${key}': it is the saved memory of a VM`, { status: 403 })
  const path = `/storage/${storageOf(file)}`
  if (call.may(path, 'Datastore.Allocate')) return
  const { content, vmid: owner } = await storage.resolve(file)
  if (content === 'images' && owner === vmid) return
  const anyOf: readonly Privilege[] = ['Datastore.Audit', 'Datastore.AllocateSpace', 'Datastore.AllocateTemplate']
  if (!forAll[to].has(content)) throw permissionFailure(path, ['Datastore.Allocate'])
  if (!call.may(path, ...anyOf)) throw permissionFailure(path, anyOf)
}

/** Refuses a disk, a CD-ROM or a cloud-init drive that the caller may not change on this VM. */
export function checkDriveKind(call: Call, vmid: number, text: string): void {
  const drive = parseDrive(text)
  const generated = isCloudInit(drive) || newMediumOf(drive)?.kind === 'cloudinit'
  const anyOf: readonly Privilege[] = generated
    ? ['VM.Config.CDROM', 'VM.Config.Cloudinit']
    : [isCdrom(drive) ? 'VM.Config.CDROM' : 'VM.Config.Disk']
  if (!call.may(`/vms/${vmid}`, ...anyOf)) throw permissionFailure(`/vms/${vmid}`, anyOf)
}

/** Refuses a drive of which the caller may not use the storage, the volume or the file. */
export async function checkDriveAccess(
  storage: Pick<StorageService, 'resolve'>,
  call: Call,
  vmid: number,
  key: string,
  text: string,
): Promise<void> {
  const drive = parseDrive(text)
  checkDriveKind(call, vmid, text)
  const wanted = newMediumOf(drive)
  if (wanted) call.authorize(`/storage/${wanted.storage}`, 'Datastore.AllocateSpace')
  else await checkFile(storage, call, vmid, { key, file: drive.file, to: 'use' })
  const from = drive.options.get('import-from')
  if (from !== undefined) await checkFile(storage, call, vmid, { key, file: from, to: 'copy' })
}
