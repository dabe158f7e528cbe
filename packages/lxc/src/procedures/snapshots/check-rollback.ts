import { checkLock, checkSnapshotParts, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { ownMounts } from '../own-mounts.ts'

/** Fails when the container cannot be brought back to the snapshot, as far as that can be seen before anything is changed. */
export async function checkRollback(services: LxcServices, vmid: number, name: string): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const section = config.requireSnapshot(name)
  checkLock('CT', config)
  if (config.current.get('template') === '1') throw new Failure(`unable to rollback a template: CT ${vmid}`)
  const snapstate = section.get('snapstate')
  if (snapstate !== undefined) throw new Failure(`unable to rollback to incomplete snapshot (snapstate = ${snapstate})`)
  await checkSnapshotParts(services, ownMounts(section, vmid), name)
}
