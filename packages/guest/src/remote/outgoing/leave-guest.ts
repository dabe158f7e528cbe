import { failureText } from '@quorate/schema'
import { changeGuestConfig } from '../../change-config.ts'
import { parseGuestConfig } from '../../config/guest-config.ts'
import { guestPath, wordOf, type GuestPlace } from '../../guest-path.ts'
import { migrationLock } from '../../migration/move-config.ts'
import { undoAuthor } from '../../procedures/undo-task.ts'
import type { GuestServices } from '../../services.ts'
import type { RemoteTrace } from './remote-context.ts'

type Services = Pick<GuestServices, 'store' | 'storage' | 'pools'>

/** The guest is the target's, and does not run here: it is kept here, locked, or goes. */
export async function leaveGuest(services: Services, place: GuestPlace, trace: RemoteTrace, log: (line: string) => void): Promise<void> {
  const what = `${wordOf(place)} ${place.vmid}`
  const there = `${wordOf(place)} ${trace.targetVmid} of ${trace.target}`
  const path = guestPath(place)
  if (!trace.remove) {
    if (services.store.read(path))
      await changeGuestConfig(services.store, undoAuthor, place, { skipLock: true }, config => config.current.set('lock', migrationLock))
    return log(`${what} is kept here, stopped and locked: it is ${there} now`)
  }
  // The config goes last: without it all has gone before, and names may be another guest's by now.
  if (!services.store.read(path)) return log(`${what} has been removed here: it is ${there}`)
  for (const volid of trace.volumes) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid} could not be removed here: ${failureText(error)}`)
    }
  }
  await services.pools?.forget(place.vmid, undoAuthor.authid)
  await services.store.commit([{ op: 'remove', path }], undoAuthor)
  log(`${what} was removed here: it is ${there} now`)
}

/** Takes away the lock of a migration that did not come about. */
export async function unlockGuest({ store }: Pick<Services, 'store'>, place: GuestPlace): Promise<void> {
  await store.update(guestPath(place), undoAuthor, text => {
    if (text === undefined) return undefined
    const config = parseGuestConfig(text, place.kind)
    if (config.current.get('lock') !== migrationLock) return undefined
    config.current.delete('lock')
    return config.toString()
  })
}
