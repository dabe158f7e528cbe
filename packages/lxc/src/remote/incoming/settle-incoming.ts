import { editRecord, endExport, guestPath, namedVolumes, parseGuestConfig, settleReservation } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { startHere } from '../../migration/incoming/settle-incoming.ts'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'

/** What is to be known of a container that comes here from another cluster, whatever becomes of the process that takes it in. */
export interface RemoteIncomingTrace {
  readonly vmid: number
  readonly session: string
  /** Made for it here; undefined: its id may not have been taken yet. */
  readonly volumes?: readonly string[]
  /** It ran, and is to be started here. */
  readonly runs: boolean
}

/**
 * Ends the taking in of a container, wherever it was cut short. Its config decides: where that is whole the container is
 * here, and runs if it did; as long as it is a mark, everything that was made for it goes.
 */
export async function settleRemoteIncoming(services: LxcServices, trace: RemoteIncomingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, session, volumes } = trace
  const decided = await settleReservation(services, placeHere(services, vmid), session)
  if (volumes === undefined) return await editRecord(services.host, session, 'gone')
  await endExport(services.host, vmid)
  if (decided === 'target') {
    await editRecord(services.host, session, 'here')
    log(`CT ${vmid} is on this node`)
    return await startHere(services, trace, log)
  }
  // Somebody may have taken away what stood for it, and given its id to another guest.
  const other = services.store.read(guestPath(placeHere(services, vmid)))
  const kept = new Set(other ? namedVolumes(parseGuestConfig(other.text, 'lxc')).map(({ volid }) => volid) : [])
  for (const volid of volumes.filter(one => !kept.has(one))) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid}, made for CT ${vmid} in vain, could not be removed: ${failureText(error)}`)
    }
  }
  await editRecord(services.host, session, 'gone')
}
