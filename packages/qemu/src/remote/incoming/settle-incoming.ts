import { editRecord, endExport, guestPath, namedVolumes, parseGuestConfig, settleReservation, undoTask } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { settleHere } from '../../migration/incoming/settle-incoming.ts'
import { placeHere } from '../../procedures/place-here.ts'
import { stopVm } from '../../procedures/stop-vm.ts'
import type { QemuServices } from '../../services.ts'
import type { Standing } from '../../state/standing.ts'

/** What is to be known of a guest that comes here from another cluster, whatever becomes of the process that takes it in. */
export interface RemoteIncomingTrace {
  readonly vmid: number
  readonly session: string
  /** Made for it here; undefined: its id may not have been taken yet. */
  readonly volumes?: readonly string[]
  /** undefined: it does not run */
  readonly standing?: Standing
}

/**
 * Ends the taking in of a guest, wherever it was cut short. Its config decides: where that is whole the guest is here, and
 * goes on; as long as it is a mark, everything that was made for it goes.
 */
export async function settleRemoteIncoming(services: QemuServices, trace: RemoteIncomingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, session, volumes, standing } = trace
  const decided = await settleReservation(services, placeHere(services, vmid), session)
  if (volumes === undefined) return await editRecord(services.host, session, 'gone')
  await endExport(services.host, vmid)
  if (decided === 'target') {
    await editRecord(services.host, session, 'here')
    await settleHere(services, { vmid, source: '', volumes, ...(standing ? { standing } : {}) })
    return log(`VM ${vmid} is on this node`)
  }
  // Somebody may have taken away what stood for it, and given its id to another guest.
  const other = services.store.read(guestPath(placeHere(services, vmid)))
  if ((!other || standing !== undefined) && (await services.runtime.running(vmid))) await stopVm(services, undoTask(log), vmid)
  const kept = new Set(other ? namedVolumes(parseGuestConfig(other.text)).map(({ volid }) => volid) : [])
  for (const volid of volumes) {
    if (kept.has(volid)) continue
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid}, made for VM ${vmid} in vain, could not be removed: ${failureText(error)}`)
    }
  }
  await editRecord(services.host, session, 'gone')
}
