import type { Call } from '@quorate/contract'
import { isVolume, parseDrive } from '@quorate/guest'
import { Failure, permissionFailure } from '@quorate/schema'
import { newMediumOf } from './new-medium.ts'
import { ownerOf } from './vm-keys.ts'

function checkFile(call: Call, vmid: number, key: string, file: string): void {
  if (file === 'none' || file === 'cdrom' || file === '') {
    if (file === 'cdrom' && !call.caller.root) throw new Failure(`only root can set '${key}' to the node's own drive`, { status: 403 })
    return
  }
  if (!isVolume(file)) {
    if (!call.caller.root) throw new Failure(`only root can use the path '${file}' for '${key}'`, { status: 403 })
    return
  }
  const owner = ownerOf(file)
  if (owner === vmid) return
  const path = `/storage/${file.slice(0, file.indexOf(':'))}`
  if (owner !== undefined) return call.authorize(path, 'Datastore.Allocate')
  if (!call.may(path, 'Datastore.Audit', 'Datastore.AllocateSpace', 'Datastore.AllocateTemplate')) {
    throw permissionFailure(path, ['Datastore.Audit', 'Datastore.AllocateSpace'])
  }
}

/** Refuses a drive of which the caller may not use the storage, the volume or the file. */
export function checkDriveAccess(call: Call, vmid: number, key: string, text: string): void {
  const drive = parseDrive(text)
  const wanted = newMediumOf(drive)
  if (wanted) call.authorize(`/storage/${wanted.storage}`, 'Datastore.AllocateSpace')
  else checkFile(call, vmid, key, drive.file)
  const from = drive.options.get('import-from')
  if (from !== undefined) checkFile(call, vmid, key, from)
}
