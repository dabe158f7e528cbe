import type { Call } from '@quorate/contract'
import { permissionFailure } from '@quorate/schema'
import type { VolumeRow } from '../storage-service.ts'
import { parseVolumeId } from '../volume-id.ts'

type Seen = Pick<VolumeRow, 'volid' | 'content' | 'vmid'>

const path = (volume: Seen) => `/storage/${parseVolumeId(volume.volid).storage}`

/** Who manages the storage sees and does everything there. */
function manages(call: Call, volume: Seen): boolean {
  return call.may(path(volume), 'Datastore.Allocate')
}

/** What belongs to a guest is for those who may see the guest; what anybody may use is for those who may look at the storage. */
export function maySee(call: Call, volume: Seen): boolean {
  if (manages(call, volume)) return true
  if (!call.may(path(volume), 'Datastore.Audit', 'Datastore.AllocateSpace')) return false
  const { content, vmid } = volume
  if (content === 'iso' || content === 'vztmpl' || content === 'import' || content === 'snippets') return true
  if (vmid === undefined) return false
  return content === 'backup' ? call.may(`/vms/${vmid}`, 'VM.Backup', 'VM.Audit') : call.may(`/vms/${vmid}`, 'VM.Audit', 'VM.Config.Disk')
}

export function requireSee(call: Call, volume: Seen): void {
  if (!maySee(call, volume)) throw permissionFailure(path(volume), ['Datastore.Allocate'])
}

/** Backups may also be removed, annotated and protected by who may back up their guest. */
export function requireChange(call: Call, volume: Seen): void {
  if (manages(call, volume)) return
  const { content, vmid } = volume
  const backsUp = content === 'backup' && vmid !== undefined && call.may(`/vms/${vmid}`, 'VM.Backup')
  if (!backsUp || !call.may(path(volume), 'Datastore.AllocateSpace')) throw permissionFailure(path(volume), ['Datastore.Allocate'])
}
