import type { TaskHandle } from '@quorate/contract'
import { checkLock, checkProtection, destroyGuest, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { endConsoles } from '../console/end-consoles.ts'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'
import { removeFolder } from '../volumes/remove-folder.ts'
import { stopContainer } from './stop-container.ts'

export interface DestroyRequest {
  readonly unreferenced: boolean
  /** Also while it runs: it is stopped. */
  readonly force: boolean
}

/** Refuses while the container runs, is protected or locked. */
export async function checkDestroy(services: LxcServices, vmid: number, { force }: Pick<DestroyRequest, 'force'>): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkProtection('CT', vmid, config, 'remove')
  checkLock('CT', config)
  if (!force && (await services.runtime.running(vmid))) throw new Failure(`CT ${vmid} is running - destroy failed`)
}

/** Removes a container with its volumes. */
export async function destroyContainer(services: LxcServices, task: TaskHandle, vmid: number, request: DestroyRequest): Promise<void> {
  await services.runtime.settled(vmid, task.signal)
  await checkDestroy(services, vmid, request)
  if (await services.runtime.running(vmid)) await stopContainer(services, task, vmid)
  await endConsoles(services.host, vmid)
  await destroyGuest(services, task, placeHere(services, vmid), request.unreferenced)
  await removeFolder(services, vmid, line => task.warn(line))
}
