import { Failure } from '@quorate/schema'
import { changeGuestConfig, readGuestConfig } from '../../change-config.ts'
import { wordOf } from '../../guest-path.ts'
import { migrationLock } from '../../migration/move-config.ts'
import { authorOf } from '../../procedures/author.ts'
import { note, type RemoteContext, type RemoteTrace } from './remote-context.ts'

/** Locks a guest for its migration, as it was when that was prepared. */
export async function lockAsPrepared<Trace extends RemoteTrace>(context: RemoteContext<Trace>): Promise<void> {
  const { services, task, place } = context
  await note(context, {})
  const { text } = readGuestConfig(services.store, place)
  if (text !== context.text)
    throw new Failure(`the config of ${wordOf(place)} ${place.vmid} was changed while its migration began: try again`)
  await changeGuestConfig(services.store, authorOf(task), place, {}, config => config.current.set('lock', migrationLock))
}
