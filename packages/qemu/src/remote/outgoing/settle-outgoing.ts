import { leaveGuest, undoTask, unlockGuest, type RemoteTrace } from '@quorate/guest'
import { goOnHere, type SendingTrace } from '../../migration/outgoing/go-on-here.ts'
import { placeHere } from '../../procedures/place-here.ts'
import { stopVm } from '../../procedures/stop-vm.ts'
import type { QemuServices } from '../../services.ts'

/** What is to be known of a VM that leaves this cluster, whatever becomes of the process that sends it. */
export type RemoteOutgoingTrace = RemoteTrace & SendingTrace

async function stayHere(services: QemuServices, trace: RemoteOutgoingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, standing } = trace
  if (standing !== undefined && (await services.runtime.running(vmid))) await services.runtime.qmp(vmid, client => goOnHere(client, trace))
  await unlockGuest(services, placeHere(services, vmid))
  log(`VM ${vmid} stays on this node`)
}

/** The guest is the target's: what is left of it here stands still, or goes too. */
export async function leaveHere(services: QemuServices, trace: RemoteOutgoingTrace, log: (line: string) => void): Promise<void> {
  const { vmid } = trace
  if (await services.runtime.running(vmid)) await stopVm(services, undoTask(log), vmid)
  await leaveGuest(services, placeHere(services, vmid), trace, log)
}

/**
 * Ends a migration to another cluster that was cut short. No change of one config can decide for two clusters: from the
 * moment in which the target was told to take the guest until its answer only the target knows where the guest is. Then it
 * neither runs here nor goes, and people are told.
 */
export async function settleRemoteOutgoing(services: QemuServices, trace: RemoteOutgoingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, target, targetVmid, state } = trace
  if (state === 'here') return await stayHere(services, trace, log)
  if (state === 'gone') return await leaveHere(services, trace, log)
  log(`whether VM ${vmid} is VM ${targetVmid} of ${target} now is not known: its answer did not come. It stands still here, locked.`)
  log(
    `Look there. If it is there: 'qm stop ${vmid} --skiplock' here, and remove it. If not: 'qm unlock ${vmid}', then 'qm resume ${vmid}'.`,
  )
}
