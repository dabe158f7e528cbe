import type { TaskHandle } from '@quorate/contract'
import { authorOf, checkLock, checkProtection, guestPath, lockGuest, ownVolumes, readGuestConfig, type GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'

/** Refuses to take the place of a container that runs, is protected, locked or a template that others build on. */
export async function checkReplace(services: LxcServices, vmid: number): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkProtection('CT', vmid, config, 'overwrite')
  checkLock('CT', config)
  if (config.current.get('template') === '1') throw new Failure(`CT ${vmid} is a template and cannot be overwritten - destroy it first`)
  if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} is running - stop it before it is overwritten`)
}

/** From now on nobody changes it; it stays whole until the new one is. */
export async function takeForReplacing(services: LxcServices, task: TaskHandle, vmid: number): Promise<void> {
  await services.runtime.settled(vmid, task.signal)
  await checkReplace(services, vmid)
  await lockGuest(services, task, placeHere(services, vmid), 'create')
}

/** Puts the new config in the place of the former one. Answers volumes that only that one named. */
export async function replaceContainer(services: LxcServices, task: TaskHandle, vmid: number, made: GuestConfig): Promise<string[]> {
  const place = placeHere(services, vmid)
  const { config, text: before } = readGuestConfig(services.store, place)
  const kept = new Set(ownVolumes(made, vmid))
  const former = ownVolumes(config, vmid).filter(volid => !kept.has(volid))
  await task.undo('guest.restore-config', { path: guestPath(place), before, after: made.toString() })
  await services.store.update(guestPath(place), authorOf(task), text => {
    if (text !== before) throw new Failure(`CT ${vmid} was changed while it was to be overwritten`)
    return made.toString()
  })
  return former
}
