import type { Call } from '@quorate/contract'
import { permissionFailure } from '@quorate/schema'

/**
 * Work on named guests needs the right on each of them. On all of them it needs that on `/`; whoever may switch the node
 * off, where its guests stop and at its start come back, may have just that.
 */
export function checkBulkAccess(call: Call, vmids: readonly number[] | undefined, options: { likeNode?: string } = {}): void {
  if (vmids) {
    for (const vmid of vmids) call.authorize(`/vms/${vmid}`, 'VM.PowerMgmt')
    return
  }
  if (call.may('/', 'VM.PowerMgmt')) return
  if (options.likeNode !== undefined && call.may(`/nodes/${options.likeNode}`, 'Sys.PowerMgmt')) return
  throw permissionFailure('/', ['VM.PowerMgmt'])
}

/** To move guests needs the right on each of them; on all of them, that on `/`. */
export function checkMigrateAccess(call: Call, vmids: readonly number[] | undefined): void {
  for (const path of vmids ? vmids.map(vmid => `/vms/${vmid}`) : ['/']) call.authorize(path, 'VM.Migrate')
}

/** To save the memory of guests to a disk is more than to stop them. */
export function checkSuspendAccess(call: Call, vmids: readonly number[] | undefined, stateStorage: string | undefined): void {
  if (vmids) for (const vmid of vmids) call.authorize(`/vms/${vmid}`, 'VM.Config.Disk')
  else call.authorize('/', 'VM.Config.Disk')
  if (stateStorage !== undefined) call.authorize(`/storage/${stateStorage}`, 'Datastore.AllocateSpace')
}
