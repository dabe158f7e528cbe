import type { TaskHandle } from '@quorate/contract'
import { authorOf, checkLock, checkProtection, guestPath, readGuestConfig } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { suspendedLock } from '../state/hibernated-run.ts'
import { ownerOf, volumesOf } from './vm-keys.ts'
import { placeHere } from './place-here.ts'

export interface DestroyRequest {
  readonly purge: boolean
  readonly unreferenced: boolean
  readonly skipLock: boolean
}

/** Refuses while the VM runs, is protected or locked. */
export async function checkDestroy(services: QemuServices, vmid: number, request: Pick<DestroyRequest, 'skipLock'>): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkProtection('VM', vmid, config, 'remove')
  if (!request.skipLock) checkLock('VM', config, suspendedLock)
  if (await services.runtime.running(vmid)) throw new Failure(`VM ${vmid} is running - destroy failed`)
}

function volumesToFree(services: QemuServices, vmid: number): string[] {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const sections = [config.current, ...(config.pending ? [config.pending] : []), ...config.snapshots().values()]
  const files = sections.flatMap(section => volumesOf(section.values).map(([, file]) => file))
  return [...new Set(files)].filter(file => ownerOf(file) === vmid)
}

/**
 * Removes a VM with its volumes. What cannot be undone comes after everything that could refuse: a base image that
 * other guests' disks depend on stops the work before anything is removed, as long as it is the first volume asked for.
 */
export async function destroyVm(services: QemuServices, task: TaskHandle, vmid: number, request: DestroyRequest): Promise<void> {
  await services.runtime.gone(vmid)
  await checkDestroy(services, vmid, request)
  const place = placeHere(services, vmid)
  const author = authorOf(task)
  const volumes = volumesToFree(services, vmid)
  // Base images first: they are the ones that may be refused.
  for (const volid of volumes.toSorted((a, b) => Number(/base-/.test(b)) - Number(/base-/.test(a)))) {
    await services.storage.free(volid)
    task.log(`removed ${volid}`)
  }
  if (request.unreferenced) await freeUnreferenced(services, task, vmid)
  if (services.pools) await services.pools.forget(vmid, task.authid)
  const file = services.store.read(guestPath(place))
  if (file) await services.store.commit([{ op: 'remove', path: file.path }], author)
}

async function freeUnreferenced(services: QemuServices, task: TaskHandle, vmid: number): Promise<void> {
  for (const { volid } of await services.storage.ownedBy(vmid)) {
    try {
      await services.storage.free(volid)
      task.log(`removed unreferenced ${volid}`)
    } catch (error) {
      task.warn(`could not remove ${volid}: ${failureText(error)}`)
    }
  }
}
