import { changeGuestConfig, editMoved, editMovedBack, type MovedDisk } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import { cancelJobs } from '../../hot/end-copies.ts'
import { closeNodes, pathInUse } from '../../hot/disk-node.ts'
import { moveJob } from '../../hot/exchange-disk.ts'
import { forgetVolume } from '../../hot/note-volumes.ts'
import type { QemuServices } from '../../services.ts'
import { placeHere } from '../place-here.ts'

/** What undoing a move needs to know. */
export interface MoveTrace extends MovedDisk {
  /** Nodes of the new and of the former volume in the running machine. */
  readonly fresh: readonly string[]
  readonly former: readonly string[]
}

/** In which of the two states the machine is. A job that is about to exchange the volumes is ended first. */
async function isOnNewVolume(services: QemuServices, { vmid, key, to }: MoveTrace): Promise<boolean> {
  if (!(await services.runtime.running(vmid))) return false
  const { path } = await services.storage.resolve(to)
  return await services.runtime.qmp(vmid, async client => {
    await cancelJobs(client, [moveJob(key)])
    return (await pathInUse(client, key)) === path
  })
}

/**
 * Ends a move that was cut short. A machine that is on the new volume already stays there, and the config says so; in
 * every other case the disk is where it was and the new volume goes. The guest was paused in between, so both volumes
 * are equal while config and machine may differ.
 */
export function settleMove(services: QemuServices): UndoAction {
  return async (args, { log }) => {
    const move = args as unknown as MoveTrace
    const { vmid, key, from, to, fresh, former } = move
    const forward = await isOnNewVolume(services, move)
    await changeGuestConfig(services.store, { authid: 'root@pam' }, placeHere(services, vmid), { skipLock: true }, config => {
      if (forward) editMoved(config, { ...move, deleteSource: false })
      else editMovedBack(config, move)
    })
    if (await services.runtime.running(vmid)) {
      await services.runtime.qmp(vmid, client => closeNodes(client, forward ? former : fresh))
      await forgetVolume(services, vmid, forward ? from : to)
    }
    if (forward) log(`${key} of VM ${vmid} is on ${to} already and stays there; ${from} is kept`)
    else await services.storage.free(to)
  }
}
