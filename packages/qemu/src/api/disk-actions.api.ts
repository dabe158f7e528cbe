import { implement, type Implementation } from '@quorate/contract'
import { qemuDiskActions } from '@quorate/contract/qemu/disk-actions'
import { splitList, Failure } from '@quorate/schema'
import { authorOf, quietWork } from '../procedures/author.ts'
import { checkMove, moveDisk } from '../procedures/move-disk.ts'
import { checkResize, resizeDisk } from '../procedures/resize-disk.ts'
import { updateVm } from '../procedures/update-vm.ts'
import { isDriveKey, isUnusedKey } from '../procedures/vm-keys.ts'
import type { QemuServices } from '../services.ts'

export function qemuDiskActionsApi(services: QemuServices): Implementation[] {
  return implement(qemuDiskActions, {
    resize(_call, { vmid, disk, size, digest, skiplock }) {
      const request = { disk, size, skipLock: skiplock ?? false, ...(digest ? { digest } : {}) }
      checkResize(services, vmid, request)
      return task => resizeDisk(services, task, vmid, request)
    },

    move(call, parameters) {
      const { vmid, disk, storage, format, digest, bwlimit } = parameters
      if (parameters['target-vmid'] !== undefined || parameters['target-disk'] !== undefined) {
        throw new Failure(`giving disks of VM ${vmid} to another guest is not implemented`, { status: 501 })
      }
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
        ...(bwlimit ? { rateMBps: bwlimit / 1024 } : {}),
      }
      checkMove(services, vmid, request)
      return task => moveDisk(services, task, vmid, request)
    },

    async unlink(call, { vmid, idlist, force }) {
      const keys = splitList(idlist)
      const wrong = keys.find(key => !isDriveKey(key) && !isUnusedKey(key))
      if (wrong) throw new Failure(`'${wrong}' is no disk of VM ${vmid}`, { status: 400, errors: { idlist: `unknown disk '${wrong}'` } })
      const work = quietWork(call.signal, text => console.error(`VM ${vmid}: ${text}`))
      const change = { set: new Map<string, string>(), delete: keys, revert: [], force: force ?? false, skipLock: false }
      await updateVm(services, { author: authorOf(call), work, settle: async () => undefined }, vmid, change)
      return null
    },
  })
}
