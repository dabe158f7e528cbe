import { implement, type Implementation } from '@quorate/contract'
import { lxcDiskActions } from '@quorate/contract/lxc/disk-actions'
import { checkGive, copyRate, giveDisk } from '@quorate/guest'
import { Failure, parameterFailure } from '@quorate/schema'
import { storageOf } from '@quorate/storage'
import { checkGift, givingContainers } from '../procedures/move/giving-containers.ts'
import { checkMove, moveVolume } from '../procedures/move/move-volume.ts'
import { checkResize, resizeVolume } from '../procedures/resize-volume.ts'
import type { LxcServices } from '../services.ts'

/** Growing volumes of containers, and moving them to other storages and containers. */
export function lxcDiskActionsApi(services: LxcServices): Implementation[] {
  return implement(lxcDiskActions, {
    resize(call, { vmid, disk, size, digest }) {
      const request = { disk, size, ...(digest ? { digest } : {}) }
      call.authorize(`/storage/${storageOf(checkResize(services, vmid, request))}`, 'Datastore.AllocateSpace')
      return task => resizeVolume(services, task, vmid, request)
    },

    async move(call, parameters) {
      const { vmid, volume, storage, digest, bwlimit } = parameters
      const target = parameters['target-vmid']
      if (target !== undefined) {
        if (storage) throw parameterFailure({ storage: `a volume moves to another storage or to CT ${target}, not both at once` })
        call.authorize(`/vms/${target}`, 'VM.Config.Disk')
        const { 'target-volume': targetDisk = volume, 'target-digest': targetDigest } = parameters
        checkGift(volume, targetDisk)
        const gift = { disk: volume, target, targetDisk, ...(digest ? { digest } : {}), ...(targetDigest ? { targetDigest } : {}) }
        const guests = givingContainers(services, vmid)
        await checkGive(services, guests, gift)
        return task => giveDisk(services, task, guests, gift)
      }
      if (parameters['target-volume'] !== undefined) throw parameterFailure({ 'target-volume': `needs 'target-vmid'` })
      if (!storage)
        throw new Failure(`moving ${volume} of CT ${vmid} needs the parameter 'storage'`, {
          status: 400,
          errors: { storage: 'property is missing and it is not optional' },
        })
      call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace')
      const request = { volume, storage, deleteSource: parameters.delete ?? false, ...(digest ? { digest } : {}) }
      const from = await checkMove(services, vmid, request)
      const rateMBps = copyRate(services, call, 'move', [storageOf(from), storage], bwlimit)
      return task => moveVolume(services, task, vmid, rateMBps ? { ...request, rateMBps } : request)
    },
  })
}
