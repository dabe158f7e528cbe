import { implement, type Implementation } from '@quorate/contract'
import { qemuVms } from '@quorate/contract/qemu/vms'
import { asPoolMember, checkHookscript, checkTags, copyRate, disks, isVolume, parseDrive, readGuestConfig } from '@quorate/guest'
import { Failure, permissionFailure } from '@quorate/schema'
import { storageOf } from '@quorate/storage'
import { generatedDrives } from '../cloudinit/generated-drives.ts'
import { checkClone, type CloneRequest } from '../procedures/clone/check-clone.ts'
import { cloneVm } from '../procedures/clone/clone-vm.ts'
import { createVm } from '../procedures/create-vm.ts'
import { checkDestroy, destroyVm } from '../procedures/destroy-vm.ts'
import { checkDriveAccess } from '../procedures/access/drive-access.ts'
import { checkBalloon, checkCpuModel } from '../procedures/check-hardware.ts'
import { checkTemplate, makeTemplate } from '../procedures/make-template.ts'
import { newMediumOf } from '../procedures/new-medium.ts'
import { configTexts, hashPassword } from '../procedures/request-texts.ts'
import { checkClonedAccess, checkValueAccess } from '../procedures/access/value-access.ts'
import { isDriveKey } from '../procedures/vm-keys.ts'
import type { CpuShare } from '../runtime/cpu-share.ts'
import { knownRuns } from '../runtime/run-record.ts'
import type { QemuServices } from '../services.ts'
import { checkWorkingStorage } from './check-working-storage.ts'
import { vmRow } from './vm-row.ts'
import { placeHere } from '../procedures/place-here.ts'

export function qemuVmsApi(services: QemuServices, share: CpuShare): Implementation[] {
  const { node } = services.host.root
  return implement(qemuVms, {
    async list(call) {
      const guests = services.guests.ofNode(node, 'qemu').filter(guest => call.may(`/vms/${guest.vmid}`, 'VM.Audit'))
      const runs = new Set(await knownRuns(services.host))
      return await Promise.all(
        guests.map(async guest =>
          vmRow(services, guest, runs.has(guest.vmid) ? await services.runtime.running(guest.vmid) : undefined, share),
        ),
      )
    },

    async create(call, parameters) {
      const { vmid, pool, archive, start } = parameters
      const member = asPoolMember(call, vmid, pool)
      if (!member.may(`/vms/${vmid}`, 'VM.Allocate')) throw permissionFailure(`/vms/${vmid}`, ['VM.Allocate'])
      if (pool) services.pools?.require(pool)
      checkWorkingStorage(services, call, parameters['import-working-storage'])
      if (archive !== undefined) throw new Failure(`creating VM ${vmid} from the archive '${archive}' is not implemented`, { status: 501 })
      services.guests.requireFree(vmid)
      const set = configTexts(parameters, call.texts)
      const short = parameters.storage
      for (const [key, text] of set) {
        if (isDriveKey(key)) {
          await checkDriveAccess(services.storage, member, vmid, key, short && /^\d/.test(text) ? `${short}:${text}` : text)
          const wanted = newMediumOf(parseDrive(text))
          if (wanted) services.storage.usable(wanted.storage, 'images')
        } else checkValueAccess(member, key, text)
      }
      const tags = checkTags(services, call, undefined, set.get('tags'))
      if (tags !== undefined) set.set('tags', tags)
      await checkHookscript(services, set.get('hookscript'))
      await checkCpuModel(services, set.get('cpu'))
      checkBalloon(undefined, set)
      await hashPassword(services.host, set)
      return task => createVm(services, task, { vmid, set, start: start ?? false, ...(pool ? { pool } : {}) })
    },

    async destroy(_call, { vmid, purge, skiplock, 'destroy-unreferenced-disks': unreferenced }) {
      const request = { purge: purge ?? false, unreferenced: unreferenced ?? false, skipLock: skiplock ?? false }
      await checkDestroy(services, vmid, request)
      return task => destroyVm(services, task, vmid, request)
    },

    async clone(call, parameters) {
      const { vmid, newid, target, format, storage, bwlimit, snapname } = parameters
      if (target !== undefined && target !== node) {
        throw new Failure(`cloning VM ${vmid} to node '${target}' is not implemented - clone it here`, { status: 501 })
      }
      if (parameters.pool) services.pools?.require(parameters.pool)
      if (storage) call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace')
      const request: CloneRequest = {
        vmid,
        newid,
        ...pick(parameters, ['name', 'description', 'pool', 'full']),
        ...(snapname && snapname !== 'current' ? { snapshot: snapname } : {}),
        ...(storage ? { storage } : {}),
        ...(format ? { format: format as 'raw' | 'qcow2' | 'vmdk' } : {}),
      }
      const { config } = readGuestConfig(services.store, placeHere(services, vmid))
      const source = snapname && snapname !== 'current' ? config.requireSnapshot(snapname) : config.current
      checkClonedAccess(call, source.values)
      const files = disks(source.values).map(([, { file }]) => file)
      const all = [...files, ...generatedDrives(source.values, vmid).map(([, volid]) => volid)].filter(isVolume)
      const sources = [...new Set(all.map(storageOf))]
      if (!storage) for (const one of sources) call.authorize(`/storage/${one}`, 'Datastore.AllocateSpace')
      await checkClone(services, request)
      const rateMBps = copyRate(services, call, 'clone', storage ? [...sources, storage] : sources, bwlimit)
      return task => cloneVm(services, task, rateMBps ? { ...request, rateMBps } : request)
    },

    async feature(_call, { vmid, feature, snapname }) {
      const { config } = readGuestConfig(services.store, placeHere(services, vmid))
      const section = snapname && snapname !== 'current' ? config.requireSnapshot(snapname) : config.current
      const running = (await services.runtime.running(vmid)) !== undefined
      const hasFeature = disks(section.values)
        .filter(([, { file }]) => isVolume(file))
        .every(([, { file }]) =>
          services.storage.supports(file, feature as 'snapshot' | 'clone' | 'copy', {
            running,
            ...(snapname ? { snapshot: snapname } : {}),
          }),
        )
      return { hasFeature, nodes: hasFeature ? [node] : [] }
    },

    async template(_call, { vmid, disk }) {
      await checkTemplate(services, vmid, disk)
      return task => makeTemplate(services, task, vmid, disk)
    },
  })
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.flatMap(key => (from[key] === undefined ? [] : [[key, from[key]]]))) as Pick<T, K>
}
