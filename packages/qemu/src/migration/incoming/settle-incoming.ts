import { endExport, settleWhereabouts, undoAuthor, undoTask } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import type { QmpClient } from '../../qmp/qmp-client.ts'
import type { QemuServices } from '../../services.ts'
import type { Standing } from '../../state/standing.ts'
import { stopVm } from '../../procedures/stop-vm.ts'
import { forgetMigration } from '../qemu-migration.ts'

/** What is to be known of a guest that comes to this node, whatever becomes of the process that takes it in. */
export interface IncomingTrace {
  readonly vmid: number
  readonly source: string
  /** Volumes made for it here. */
  readonly volumes: readonly string[]
  /** undefined: it does not run */
  readonly standing?: Standing
}

/** As long as memory is still to come nobody can have decided that the guest is here. */
async function stillComing(services: QemuServices, { vmid }: IncomingTrace): Promise<boolean> {
  if (!(await services.runtime.running(vmid))) return false
  try {
    return (await services.runtime.qmp(vmid, client => client.execute('query-status'))).status === 'inmigrate'
  } catch {
    return false
  }
}

async function goOnHere(client: QmpClient, standing: Standing): Promise<void> {
  await client.execute('nbd-server-stop').catch(() => undefined)
  const { status, running } = await client.execute('query-status')
  if (running || status === 'shutdown') return
  // Also what makes the disks this QEMU's; a paused guest takes part in it for an instant.
  await client.execute('cont', {}, { timeoutMs: 60_000 })
  if (standing === 'paused') await client.execute('stop')
}

/** The config is here: the guest goes on here. `running` hears of the moment when it does. */
export async function settleHere(services: QemuServices, { vmid, standing }: IncomingTrace, running?: () => void): Promise<void> {
  if (standing === undefined || !(await services.runtime.running(vmid))) return
  await services.runtime.qmp(vmid, client => goOnHere(client, standing))
  running?.()
  await services.runtime.qmp(vmid, forgetMigration)
}

/**
 * Ends the taking in of a guest, wherever it was cut short. The place of the config is what counts: with it here the guest
 * goes on here, else its process and its volumes here go. Fails, having changed nothing, while this node cannot know.
 */
export async function settleIncoming(services: QemuServices, trace: IncomingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, source, volumes } = trace
  const place = { kind: 'qemu', node: source, vmid } as const
  const { node } = services.host.root
  const decided = (await stillComing(services, trace)) ? 'source' : await settleWhereabouts(services.store, undoAuthor, place, node)
  await endExport(services.host, vmid)
  if (decided === 'target') {
    await settleHere(services, trace)
    return log(`VM ${vmid} is on this node`)
  }
  if (await services.runtime.running(vmid)) await stopVm(services, undoTask(log), vmid)
  for (const volid of volumes) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid}, made for VM ${vmid} in vain, could not be removed: ${failureText(error)}`)
    }
  }
}
