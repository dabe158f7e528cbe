import { settleWhereabouts, Target, undoAuthor, undoTask } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { endConsoles } from '../../console/end-consoles.ts'
import { placeHere } from '../../place-here.ts'
import { stopContainer } from '../../procedures/stop-container.ts'
import type { LxcServices } from '../../services.ts'
import { startContainer } from '../../steps/start-container.ts'
import { removeFolder } from '../../volumes/remove-folder.ts'
import { forgetDown, isNotedDown } from './down-note.ts'

/** What is to be known of a container that leaves this node, whatever becomes of the process that sends it. */
export interface OutgoingTrace {
  readonly vmid: number
  readonly target: string
  readonly session: string
  /** Volumes that are of no use here once the container has gone. */
  readonly volumes: readonly string[]
  /** It ran, and was asked to shut down. */
  readonly shutDown: boolean
  /** The config was about to be moved: only a look at the cluster's own tree tells whether it was. */
  readonly deciding: boolean
}

type Log = (line: string) => void

const giveUpMs = 30_000
/** One that was asked to shut down just before may still do so. */
const endingMs = 20_000

/** A container that was shut down for its migration runs here again. `ending`: it may still be about to end. */
export async function letGoOn(
  services: LxcServices,
  { vmid, shutDown }: Pick<OutgoingTrace, 'vmid' | 'shutDown'>,
  log: Log,
  ending = false,
): Promise<void> {
  if (!shutDown) return
  await forgetDown(services.host, vmid)
  const container = await services.runtime.running(vmid)
  const ended = async (pid: number) => ending && (await services.host.processes.ended(pid, { timeoutMs: endingMs }))
  if (container && !(await ended(container.monitorPid))) return
  try {
    await startContainer(services, undoTask(log), vmid, { skipLock: true })
    log(`CT ${vmid} was started again`)
  } catch (error) {
    log(`CT ${vmid} could not be started again: ${failureText(error)}`)
  }
}

/** The container has gone: what it had here goes too. */
export async function clearAway(services: LxcServices, trace: OutgoingTrace, log: Log): Promise<void> {
  const { vmid, target } = trace
  await forgetDown(services.host, vmid)
  if (await services.runtime.running(vmid)) await stopContainer(services, undoTask(log), vmid)
  await endConsoles(services.host, vmid)
  for (const volid of trace.volumes) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid} is on node '${target}' now and could not be removed here: ${failureText(error)}`)
    }
  }
  await removeFolder(services, vmid, log)
}

/**
 * Ends a migration that was cut short. With the config moved the container is the target's, and goes here; in every other
 * case it stays, and runs again if it did. Nobody but this node moves the config: as long as it has been on and has not
 * begun to, that is known without asking.
 */
export async function settleOutgoing(services: LxcServices, trace: OutgoingTrace, log: Log): Promise<void> {
  const { vmid, target, session, deciding } = trace
  const known = !deciding && (await isNotedDown(services.host, vmid))
  if (known) await letGoOn(services, trace, log, true)
  const decided = await settleWhereabouts(services.store, undoAuthor, placeHere(services, vmid), target)
  if (decided === 'target') {
    log(`CT ${vmid} is on node '${target}' already`)
    // Where this node did not move it somebody did by hand, and what it has here is nowhere else.
    return await clearAway(services, deciding ? trace : { ...trace, volumes: [] }, log)
  }
  if (!known) await letGoOn(services, trace, log)
  log(`CT ${vmid} stays on this node`)
  try {
    if (services.otherNodes) await new Target(services.otherNodes, target, { kind: 'lxc', vmid, session }).end(giveUpMs)
  } catch (error) {
    log(`node '${target}' takes away by itself what it made for CT ${vmid}: ${failureText(error)}`)
  }
}
