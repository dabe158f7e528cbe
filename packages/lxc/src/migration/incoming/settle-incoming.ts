import { endExport, settleWhereabouts, undoAuthor, undoTask } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import type { LxcServices } from '../../services.ts'
import { startContainer } from '../../steps/start-container.ts'

/** What is to be known of a container that comes to this node, whatever becomes of the process that takes it in. */
export interface IncomingTrace {
  readonly vmid: number
  readonly source: string
  /** Volumes made for it here. */
  readonly volumes: readonly string[]
  /** It ran, and is to be started here. */
  readonly runs: boolean
}

type Log = (line: string) => void

/** A container that has come and ran where it was runs here. */
export async function startHere(services: LxcServices, { vmid, runs }: Pick<IncomingTrace, 'vmid' | 'runs'>, log: Log): Promise<void> {
  if (!runs || (await services.runtime.running(vmid))) return
  try {
    await startContainer(services, undoTask(log), vmid)
  } catch (error) {
    log(`CT ${vmid} is on this node and could not be started: ${failureText(error)}`)
  }
}

/**
 * Ends the taking in of a container, wherever it was cut short. The place of the config is what counts: with it here the
 * container runs here if it did, else its volumes here go. Fails, having changed nothing, while this node cannot know.
 */
export async function settleIncoming(services: LxcServices, trace: IncomingTrace, log: Log): Promise<void> {
  const { vmid, source, volumes } = trace
  const place = { kind: 'lxc', node: source, vmid } as const
  const decided = await settleWhereabouts(services.store, undoAuthor, place, services.host.root.node)
  await endExport(services.host, vmid)
  if (decided === 'target') {
    log(`CT ${vmid} is on this node`)
    return await startHere(services, trace, log)
  }
  for (const volid of volumes) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid}, made for CT ${vmid} in vain, could not be removed: ${failureText(error)}`)
    }
  }
}
