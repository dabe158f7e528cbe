import type { TaskHandle } from '@quorate/contract'
import { authorOf, changeGuestConfig, readGuestConfig, rollbackDisks, rollbackLock, takeOverSnapshot } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { startContainer } from '../../steps/start-container.ts'
import { ownMounts } from '../own-mounts.ts'
import { stopContainer } from '../stop-container.ts'
import { checkRollback } from './check-rollback.ts'
import { forgetPresent, type BegunRollback } from './take-back-rollback.ts'

/**
 * Brings volumes and config back. A running container is stopped for it, and runs again only where `start` says so. Until
 * all is in place the present volumes are kept; when it fails before that, volumes and config are as they were, and a
 * container that ran is started again.
 */
export async function rollbackContainer(
  services: LxcServices,
  task: TaskHandle,
  vmid: number,
  name: string,
  start: boolean,
): Promise<void> {
  await services.runtime.settled(vmid, task.signal)
  await checkRollback(services, vmid, name)
  const place = placeHere(services, vmid)
  const { config, text: before } = readGuestConfig(services.store, place)
  const disks = ownMounts(config.requireSnapshot(name), vmid)
  const container = await services.runtime.running(vmid)
  const ran = container ? { ran: container.startTicks } : {}
  const begun = await task.undo('lxc.take-back-rollback', { vmid, before, disks, ...ran } satisfies BegunRollback)
  await changeGuestConfig(services.store, authorOf(task), place, {}, ({ current }) => current.set('lock', rollbackLock))
  if (container) await stopContainer(services, task, vmid)
  await rollbackDisks(services, task, disks, name)
  await changeGuestConfig(services.store, authorOf(task), place, { lock: rollbackLock }, edited => takeOverSnapshot(edited, vmid, name))
  // From here on the rollback is not taken back any more.
  await changeGuestConfig(services.store, authorOf(task), place, { lock: rollbackLock }, ({ current }) => void current.delete('lock'))
  try {
    await forgetPresent(services, disks)
  } catch (error) {
    task.warn(`what the volumes held before is still kept in them: ${failureText(error)}`)
  }
  await begun.settle()
  if (start) await startContainer(services, task, vmid)
}
