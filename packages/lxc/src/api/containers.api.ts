import { implement, type Implementation } from '@quorate/contract'
import { lxcContainers } from '@quorate/contract/lxc/containers'
import { copyRate, isVolume, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { storageOf, type VolumeFeature } from '@quorate/storage'
import { placeHere } from '../place-here.ts'
import { createContainer } from '../create/create-container.ts'
import { planCreate } from '../create/plan-create.ts'
import { checkClonedAccess } from '../procedures/access/cloned-access.ts'
import { checkClone, type CloneRequest } from '../procedures/clone/check-clone.ts'
import { cloneContainer } from '../procedures/clone/clone-container.ts'
import { checkDestroy, destroyContainer } from '../procedures/destroy-container.ts'
import { checkTemplate, makeTemplate } from '../procedures/make-template.ts'
import { mounts } from '../procedures/mount-keys.ts'
import { ownMounts } from '../procedures/own-mounts.ts'
import { configTexts } from '../procedures/request-texts.ts'
import { withinCall } from '../procedures/within-call.ts'
import type { LxcServices } from '../services.ts'

/** Creating and destroying containers, and making others of them. */
export function lxcContainersApi(services: LxcServices): Implementation[] {
  const { create, destroy, clone, feature, template } = lxcContainers
  return implement(
    { create, destroy, clone, feature, template },
    {
      async create(call, parameters) {
        const { request, notes } = await planCreate(services, call, parameters, configTexts(parameters, call.texts))
        return async task => {
          for (const note of notes) task.warn(note)
          await createContainer(services, task, request)
        }
      },

      async destroy(_call, { vmid, force, 'destroy-unreferenced-disks': unreferenced }) {
        const request = { unreferenced: unreferenced ?? false, force: force ?? false }
        await checkDestroy(services, vmid, request)
        return task => destroyContainer(services, task, vmid, request)
      },

      async clone(call, parameters) {
        const { vmid, newid, target, storage, bwlimit, snapname, hostname, description, pool, full } = parameters
        if (target !== undefined && target !== services.host.root.node) {
          throw new Failure(`cloning CT ${vmid} to node '${target}' is not implemented - clone it here`, { status: 501 })
        }
        if (pool) services.pools?.require(pool)
        const { config } = readGuestConfig(services.store, placeHere(services, vmid))
        const snapshot = snapname && snapname !== 'current' ? snapname : undefined
        const section = snapshot ? config.requireSnapshot(snapshot) : config.current
        checkClonedAccess(call, section)
        const sources = [...new Set(mounts(section.values).flatMap(([, { file }]) => (isVolume(file) ? [storageOf(file)] : [])))]
        for (const one of storage ? [storage] : sources) call.authorize(`/storage/${one}`, 'Datastore.AllocateSpace')
        const rateMBps = copyRate(services, call, 'clone', storage ? [...sources, storage] : sources, bwlimit)
        const given = { hostname, description, pool, full, storage, snapshot, rateMBps }
        const request: CloneRequest = {
          vmid,
          newid,
          ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
        }
        await checkClone(services, request)
        return task => cloneContainer(services, task, request)
      },

      async feature(_call, { vmid, feature: wanted, snapname }) {
        const { config } = readGuestConfig(services.store, placeHere(services, vmid))
        const snapshot = snapname && snapname !== 'current' ? snapname : undefined
        const section = snapshot ? config.requireSnapshot(snapshot) : config.current
        const options = { running: (await services.runtime.running(vmid)) !== undefined, ...(snapshot ? { snapshot } : {}) }
        const volumes = ownMounts(section, vmid)
        return { hasFeature: volumes.every(({ volid }) => services.storage.supports(volid, wanted as VolumeFeature, options)) }
      },

      async template(call, { vmid }) {
        await checkTemplate(services, vmid)
        await withinCall(services, call, 'vztemplate', vmid, task => makeTemplate(services, task, vmid))
        return null
      },
    },
  )
}
