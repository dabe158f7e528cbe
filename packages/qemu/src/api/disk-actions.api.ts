import { implement, type Implementation } from '@quorate/contract'
import { qemuDiskActions } from '@quorate/contract/qemu/disk-actions'
import { Failure, parameterFailure, splitList } from '@quorate/schema'
import {
  authorOf,
  checkGive,
  checkProtectedDisks,
  copyRate,
  giveDisk,
  isUnusedKey,
  isVolume,
  parseDrive,
  quietWork,
  readGuestConfig,
} from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import { isGeneratedDrive, moveCloudInitDrive } from '../cloudinit/move-drive.ts'
import { givingVms } from '../procedures/move/giving-vms.ts'
import { checkMove, moveDisk } from '../procedures/move/move-disk.ts'
import { checkResize, resizeDisk } from '../procedures/resize-disk.ts'
import { updateVm } from '../procedures/update-vm.ts'
import { checkPresentAccess } from '../procedures/access/value-access.ts'
import { isDriveKey } from '../procedures/vm-keys.ts'
import type { QemuServices } from '../services.ts'
import { placeHere } from '../procedures/place-here.ts'

export function qemuDiskActionsApi(services: QemuServices): Implementation[] {
  return implement(qemuDiskActions, {
    resize(call, { vmid, disk, size, digest, skiplock }) {
      const request = { disk, size, skipLock: skiplock ?? false, ...(digest ? { digest } : {}) }
      checkResize(services, vmid, request)
      const { file } = parseDrive(readGuestConfig(services.store, placeHere(services, vmid)).config.current.get(disk) ?? '')
      if (isVolume(file)) call.authorize(`/storage/${storageOf(file)}`, 'Datastore.AllocateSpace')
      return task => resizeDisk(services, task, vmid, request)
    },

    async move(call, parameters) {
      const { vmid, disk, storage, format, digest, bwlimit } = parameters
      const target = parameters['target-vmid']
      if (target !== undefined) {
        if (storage) throw parameterFailure({ storage: `a disk moves to another storage or to VM ${target}, not both at once` })
        call.authorize(`/vms/${target}`, 'VM.Config.Disk')
        const { 'target-disk': targetDisk = disk, 'target-digest': targetDigest } = parameters
        const gift = { disk, target, targetDisk, ...(digest ? { digest } : {}), ...(targetDigest ? { targetDigest } : {}) }
        const guests = givingVms(services, vmid)
        await checkGive(services, guests, gift)
        return task => giveDisk(services, task, guests, gift)
      }
      if (parameters['target-disk'] !== undefined) throw parameterFailure({ 'target-disk': `needs 'target-vmid'` })
      if (!storage)
        throw new Failure(`moving ${disk} of VM ${vmid} needs the parameter 'storage'`, {
          status: 400,
          errors: { storage: 'property is missing and it is not optional' },
        })
      call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace')
      const request = {
        disk,
        storage,
        deleteSource: parameters.delete ?? false,
        ...(format ? { format: format as 'raw' | 'qcow2' | 'vmdk' } : {}),
        ...(digest ? { digest } : {}),
      }
      await checkMove(services, vmid, request)
      const { file } = parseDrive(readGuestConfig(services.store, placeHere(services, vmid)).config.current.get(disk) ?? '')
      const rateMBps = copyRate(services, call, 'move', [storageOf(file), storage], bwlimit)
      const move = isGeneratedDrive(services, vmid, disk) ? moveCloudInitDrive : moveDisk
      return task => move(services, task, vmid, rateMBps ? { ...request, rateMBps } : request)
    },

    async unlink(call, { vmid, idlist, force }) {
      const keys = splitList(idlist)
      const wrong = keys.find(key => !isDriveKey(key) && !isUnusedKey(key))
      if (wrong) throw new Failure(`'${wrong}' is no disk of VM ${vmid}`, { status: 400, errors: { idlist: `unknown disk '${wrong}'` } })
      const { config } = readGuestConfig(services.store, placeHere(services, vmid))
      checkPresentAccess(call, vmid, config, keys)
      checkProtectedDisks(config, keys)
      const work = quietWork(call.signal, text => console.error(`VM ${vmid}: ${text}`))
      const change = { set: new Map<string, string>(), delete: keys, revert: [], force: force ?? false, skipLock: false }
      await updateVm(services, { author: authorOf(call), work, settle: async () => undefined }, vmid, change)
      return null
    },
  })
}
