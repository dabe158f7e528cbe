import { changeGuestConfig, guestPath, migrationLock, parseGuestConfig, undoAuthor, undoTask } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { closeNodes } from '../../hot/disk-node.ts'
import { cancelJobs } from '../../hot/end-copies.ts'
import { breakConnections, forgetMigration } from '../../migration/qemu-migration.ts'
import { placeHere } from '../../procedures/place-here.ts'
import { stopVm } from '../../procedures/stop-vm.ts'
import type { QmpClient } from '../../qmp/qmp-client.ts'
import type { QemuServices } from '../../services.ts'
import { endSending } from '../../state/outgoing-state.ts'
import { goOn, type Standing } from '../../state/standing.ts'

/** What is to be known of a guest that leaves this cluster, whatever becomes of the process that sends it. */
export interface RemoteOutgoingTrace {
  readonly vmid: number
  readonly targetVmid: number
  /** Address of the target, for people. */
  readonly target: string
  /** Volumes that travel. */
  readonly volumes: readonly string[]
  /** undefined: it does not run */
  readonly standing?: Standing
  readonly jobs: readonly string[]
  readonly nodes: readonly string[]
  /** `here`: nothing was decided. `asked`: the target was told to take the guest, and only it knows whether it has. `gone`: it has. */
  readonly state: 'here' | 'asked' | 'gone'
  readonly remove: boolean
}

async function goOnHere(client: QmpClient, { standing = 'running', jobs, nodes }: RemoteOutgoingTrace): Promise<void> {
  // First: what the guest writes waits for the other end.
  await breakConnections(client, nodes)
  await cancelJobs(client, jobs)
  await endSending(client)
  await goOn(client, standing)
  await closeNodes(client, nodes)
  await forgetMigration(client)
}

async function stayHere(services: QemuServices, trace: RemoteOutgoingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, standing } = trace
  if (standing !== undefined && (await services.runtime.running(vmid))) await services.runtime.qmp(vmid, client => goOnHere(client, trace))
  await services.store.update(guestPath(placeHere(services, vmid)), undoAuthor, text => {
    if (text === undefined) return undefined
    const config = parseGuestConfig(text)
    if (config.current.get('lock') !== migrationLock) return undefined
    config.current.delete('lock')
    return config.toString()
  })
  log(`VM ${vmid} stays on this node`)
}

/** The guest is the target's: what is left of it here stands still, or goes too. */
export async function leaveHere(services: QemuServices, trace: RemoteOutgoingTrace, log: (line: string) => void): Promise<void> {
  const { vmid, target, targetVmid } = trace
  if (await services.runtime.running(vmid)) await stopVm(services, undoTask(log), vmid)
  const path = guestPath(placeHere(services, vmid))
  if (!trace.remove) {
    if (services.store.read(path))
      await changeGuestConfig(services.store, undoAuthor, placeHere(services, vmid), { skipLock: true }, config =>
        config.current.set('lock', migrationLock),
      )
    return log(`VM ${vmid} is kept here, stopped and locked: it is VM ${targetVmid} of ${target} now`)
  }
  // The config goes last: without it all has gone before, and names may be another guest's by now.
  if (!services.store.read(path)) return log(`VM ${vmid} has been removed here: it is VM ${targetVmid} of ${target}`)
  for (const volid of trace.volumes) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      log(`${volid} could not be removed here: ${failureText(error)}`)
    }
  }
  await services.pools?.forget(vmid, undoAuthor.authid)
  await services.store.commit([{ op: 'remove', path }], undoAuthor)
  log(`VM ${vmid} was removed here: it is VM ${targetVmid} of ${target} now`)
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
