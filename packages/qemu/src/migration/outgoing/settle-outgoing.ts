import { guestPath, settleWhereabouts, Target, undoAuthor, undoTask } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { stopVm } from '../../procedures/stop-vm.ts'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'
import { goOnHere, type SendingTrace } from './go-on-here.ts'

/** What is to be known of a guest that leaves this node, whatever becomes of the process that sends it. */
export interface OutgoingTrace extends SendingTrace {
  readonly vmid: number
  readonly target: string
  readonly session: string
  /** Volumes that are of no use here once the guest has gone. */
  readonly volumes: readonly string[]
  /** The config was about to be moved: only a look at the cluster's own tree tells whether it was. */
  readonly deciding: boolean
}

const giveUpMs = 30_000

async function letGoOn(services: QemuServices, trace: OutgoingTrace): Promise<void> {
  if (trace.standing === undefined || !(await services.runtime.running(trace.vmid))) return
  await services.runtime.qmp(trace.vmid, client => goOnHere(client, trace))
}

/** The guest has gone: what it had here goes too. */
export async function clearAway(services: QemuServices, trace: OutgoingTrace, log: (line: string) => void): Promise<void> {
  if (await services.runtime.running(trace.vmid)) await stopVm(services, undoTask(log), trace.vmid)
  for (const volid of trace.volumes) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid} is on node '${trace.target}' now and could not be removed here: ${failureText(error)}`)
    }
  }
}

/**
 * Ends a migration that was cut short. With the config moved the guest is the target's, and goes here; in every other case
 * it goes on here, unless it has gone on to another node meanwhile. Nobody but this node moves the config: as long as it has not begun to, that is known without asking.
 */
export async function settleOutgoing(services: QemuServices, trace: OutgoingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, target, session, deciding } = trace
  if (!deciding) await letGoOn(services, trace)
  const decided = await settleWhereabouts(services.store, undoAuthor, placeHere(services, vmid), target)
  if (decided === 'target') {
    log(`VM ${vmid} is on node '${target}' already`)
    // Where this node did not move it somebody did by hand, and what it has here is nowhere else.
    return await clearAway(services, deciding ? trace : { ...trace, volumes: [] }, log)
  }
  if (!services.store.read(guestPath(placeHere(services, vmid)))) {
    log(`VM ${vmid} is not on this node any more`)
    return await clearAway(services, { ...trace, volumes: [] }, log)
  }
  if (deciding) await letGoOn(services, trace)
  log(`VM ${vmid} stays on this node`)
  try {
    if (services.otherNodes) await new Target(services.otherNodes, target, { kind: 'qemu', vmid, session }).end(giveUpMs)
  } catch (error) {
    log(`node '${target}' takes away by itself what it made for VM ${vmid}: ${failureText(error)}`)
  }
}
