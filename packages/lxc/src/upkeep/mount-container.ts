import type { TaskHandle } from '@quorate/contract'
import { authorOf, changeGuestConfig, lockGuest } from '@quorate/guest'
import { mountAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import { planMounts } from '../plan/mount-points.ts'
import { rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'
import { mountForWork, unmountWork } from '../volumes/mount-for-work.ts'
import { volumesOf } from '../volumes/mount-tree.ts'
import { readContainer } from './own-file-systems.ts'

/** Refuses to mount what is mounted as a part of a running container. */
export async function checkMountable(services: LxcServices, vmid: number): Promise<void> {
  if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} is running: its file systems are in use`)
}

/** Mounts a container for people to look at; it is locked (`mounted`) until it is unmounted. */
export async function mountContainer(services: LxcServices, task: TaskHandle, vmid: number): Promise<void> {
  const container = readContainer(services, vmid)
  const lock = await lockGuest(services, task, placeHere(services, vmid), 'mounted')
  const mounted = await mountForWork(services, task, vmid, container)
  await mounted.keep()
  await lock.settle()
  task.log(`mounted CT ${vmid} in '${mounted.path}'`)
}

/** Refuses what would take file systems away that something else works with. */
export async function checkMounted(services: LxcServices, vmid: number): Promise<void> {
  if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} is running: stop it instead`)
  if (!mountAt(rootMount(services.host.root, vmid))) throw new Failure(`CT ${vmid} is not mounted`)
}

export async function unmountContainer(services: LxcServices, task: TaskHandle, vmid: number): Promise<void> {
  await checkMounted(services, vmid)
  const { config } = readContainer(services, vmid)
  await unmountWork(services, vmid, volumesOf({ mounts: planMounts(config) }))
  await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), { skipLock: true }, present => {
    if (present.current.get('lock') === 'mounted') present.current.delete('lock')
  })
}
