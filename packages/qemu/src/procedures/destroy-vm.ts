import type { TaskHandle } from '@quorate/contract'
import { checkLock, checkProtection, destroyGuest, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { suspendedLock } from '../state/hibernated-run.ts'
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

/** Removes a VM with its volumes. */
export async function destroyVm(services: QemuServices, task: TaskHandle, vmid: number, request: DestroyRequest): Promise<void> {
  await services.runtime.gone(vmid)
  await checkDestroy(services, vmid, request)
  await destroyGuest(services, task, placeHere(services, vmid), request.unreferenced)
}
