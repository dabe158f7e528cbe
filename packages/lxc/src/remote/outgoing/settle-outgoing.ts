import { guestPath, leaveGuest, undoTask, unlockGuest, type RemoteTrace } from '@quorate/guest'
import { endConsoles } from '../../console/end-consoles.ts'
import { letGoOn } from '../../migration/outgoing/settle-outgoing.ts'
import { placeHere } from '../../place-here.ts'
import { stopContainer } from '../../procedures/stop-container.ts'
import type { LxcServices } from '../../services.ts'
import { removeFolder } from '../../volumes/remove-folder.ts'

/** What is to be known of a container that leaves this cluster, whatever becomes of the process that sends it. */
export interface RemoteOutgoingTrace extends RemoteTrace {
  /** It ran, and was asked to shut down. */
  readonly shutDown: boolean
}

type Log = (line: string) => void

/** The container is the target's: what is left of it here stays as it is, or goes too. */
export async function leaveHere(services: LxcServices, trace: RemoteOutgoingTrace, log: Log): Promise<void> {
  const { vmid, remove } = trace
  const place = placeHere(services, vmid)
  // Where the config has gone all has, and the id may be another container's by now.
  if (remove && !services.store.read(guestPath(place))) return await leaveGuest(services, place, trace, log)
  if (await services.runtime.running(vmid)) await stopContainer(services, undoTask(log), vmid)
  if (remove) await endConsoles(services.host, vmid)
  await leaveGuest(services, place, trace, log)
  if (remove) await removeFolder(services, vmid, log)
}

/**
 * Ends a migration to another cluster that was cut short. From the moment in which the target was told to take the
 * container until its answer only the target knows where it is. Then it neither runs here nor goes, and people are told.
 */
export async function settleRemoteOutgoing(services: LxcServices, trace: RemoteOutgoingTrace, log: Log): Promise<void> {
  const { vmid, target, targetVmid, state, shutDown } = trace
  if (state === 'gone') return await leaveHere(services, trace, log)
  if (state === 'here') {
    await letGoOn(services, trace, log, true)
    await unlockGuest(services, placeHere(services, vmid))
    return log(`CT ${vmid} stays on this node`)
  }
  log(`whether CT ${vmid} is CT ${targetVmid} of ${target} now is not known: its answer did not come. It is kept here, stopped and locked.`)
  log(
    `Look there. If it is there: remove it here ('pct unlock ${vmid}', 'pct destroy ${vmid}'). If not: 'pct unlock ${vmid}'${shutDown ? `, then 'pct start ${vmid}'` : ''}.`,
  )
}
