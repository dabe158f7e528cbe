import type { TaskHandle } from '@quorate/contract'
import { checkLock, makeBaseImages, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'

/** Fails unless the container may become a template now. */
export async function checkTemplate(services: LxcServices, vmid: number): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('CT', config)
  if (config.snapshots().size) throw new Failure(`unable to create template, because CT contains snapshots`)
  if (config.current.get('template') === '1') throw new Failure(`you can't convert a template to a template`)
  if (await services.runtime.running(vmid)) throw new Failure(`you can't convert a CT to template if CT is running`)
}

/** Turns a stopped container into a template: its volumes become base images that linked clones read. */
export async function makeTemplate(services: LxcServices, task: TaskHandle, vmid: number): Promise<void> {
  await services.runtime.settled(vmid, task.signal)
  await checkTemplate(services, vmid)
  await makeBaseImages(services, task, placeHere(services, vmid))
}
